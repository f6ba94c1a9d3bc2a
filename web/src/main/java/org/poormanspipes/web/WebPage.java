package org.poormanspipes.web;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.poormanspipes.Device;

/// A device as a page on a loopback address, and as metrics, for who knows the token.
///
/// Requests are answered by virtual threads of its own until it is closed.
public final class WebPage implements AutoCloseable {

  /// What waits to be accepted; beyond it the kernel refuses.
  private static final int BACKLOG = 64;

  private final HttpServer server;
  private final ExecutorService answerers;
  private final Snapshots snapshots;
  private final Token token;

  private WebPage(HttpServer server, ExecutorService answerers, Snapshots snapshots, Token token) {
    this.server = server;
    this.answerers = answerers;
    this.snapshots = snapshots;
    this.token = token;
  }

  /// Serves a device.
  ///
  /// @param opener opens it, now and after it failed
  /// @param listen where, as [Listen#parse] gave it
  /// @param token who knows it is let in
  /// @return the running page
  /// @throws IOException if the device or the address can't be had
  public static WebPage serve(DeviceOpener opener, InetSocketAddress listen, Token token)
      throws IOException {
    Bounds.apply();
    Device device = opener.open();
    String name = device.name();
    Snapshots snapshots = new Snapshots(device, opener);
    boolean started = false;
    try {
      HttpServer server = bind(listen);
      ExecutorService answerers = Executors.newVirtualThreadPerTaskExecutor();
      server.setExecutor(answerers);
      DeviceMetrics metrics = new DeviceMetrics(name, snapshots);
      server.createContext("/", new Gate(token, server.getAddress().getPort(), snapshots, metrics));
      server.start();
      started = true;
      return new WebPage(server, answerers, snapshots, token);
    } finally {
      if (!started) {
        snapshots.close();
      }
    }
  }

  private static HttpServer bind(InetSocketAddress listen) throws IOException {
    try {
      return HttpServer.create(listen, BACKLOG);
    } catch (IOException failed) {
      throw Listen.refused(listen, failed);
    }
  }

  /// Where it is, with the token: what a browser is given.
  ///
  /// @return a URL
  public String address() {
    return "http://" + Listen.shown(server.getAddress()) + "/?token=" + token.text();
  }

  @Override
  public void close() throws IOException {
    server.stop(0);
    answerers.shutdownNow();
    snapshots.close();
  }
}
