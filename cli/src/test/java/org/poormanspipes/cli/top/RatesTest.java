package org.poormanspipes.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatesTest {

  private final Rates rates = new Rates();

  @Test
  void oneLookTellsNoRate() {
    Row row = rates.next(Pipes.look(5, Pipes.named("A").with("bytes-in", 100))).getFirst();
    assertThat(row.in().isKnown()).isFalse();
    assertThat(Amounts.rate(row.in(), false, false)).isEqualTo("-");
  }

  @Test
  void ratesAreDifferencesOverTheTimeBetween() {
    rates.next(Pipes.look(5, Pipes.named("A").with("bytes-in", 100).with("messages-out", 7)));
    Row row =
        rates
            .next(
                Pipes.look(
                    7,
                    Pipes.named("A")
                        .with("bytes-in", 400)
                        .with("bytes-out", 50)
                        .with("messages-out", 8)))
            .getFirst();
    assertThat(row.in()).isEqualTo(new Row.Rate(150, 0));
    assertThat(row.out()).isEqualTo(new Row.Rate(25, 0.5));
  }

  @Test
  void aPipeMadeAnewUnderTheSameNameHasNoRates() {
    rates.next(Pipes.look(1, Pipes.named("A").with("bytes-in", 100)));
    Row row =
        rates
            .next(
                Pipes.look(
                    2,
                    Pipes.named("A").with("bytes-in", 300).with("created", "2026-01-01T00:00:01Z")))
            .getFirst();
    assertThat(row.in().isKnown()).isFalse();
  }

  @Test
  void aCounterThatFallsForAMomentIsNoNegativeRate() {
    rates.next(Pipes.look(1, Pipes.named("A").with("bytes-in", 100)));
    Row row = rates.next(Pipes.look(2, Pipes.named("A").with("bytes-in", 90))).getFirst();
    assertThat(row.in().bytes()).isZero();
  }

  @Test
  void lossesCountFromTheFirstLookOn() {
    rates.next(Pipes.look(1, Pipes.named("A").with("overwritten", 40)));
    rates.next(Pipes.look(2, Pipes.named("A").with("overwritten", 45)));
    Row row = rates.next(Pipes.look(3, Pipes.named("A").with("overwritten", 50))).getFirst();
    assertThat(row.lost()).isEqualTo(10);
  }

  @Test
  void ofABroadcastWhatReadersLostCountsAndNotWhatWasOverwritten() {
    rates.next(Pipes.look(1, Pipes.named("A").with("delivery", "broadcast")));
    Row row =
        rates
            .next(
                Pipes.look(
                    2,
                    Pipes.named("A")
                        .with("delivery", "broadcast")
                        .with("overwritten", 1000)
                        .with("lost", 3)))
            .getFirst();
    assertThat(row.lost()).isEqualTo(3);
  }

  @Test
  void pipesThatComeAndGoDisturbNobody() {
    rates.next(Pipes.look(1, Pipes.named("A"), Pipes.named("B").with("bytes-in", 10)));
    List<Row> rows =
        rates.next(Pipes.look(2, Pipes.named("C"), Pipes.named("B").with("bytes-in", 30)));
    assertThat(rows).extracting(row -> row.pipe().label()).containsExactly("C", "B");
    assertThat(rows.getLast().in().bytes()).isEqualTo(20);
  }
}
