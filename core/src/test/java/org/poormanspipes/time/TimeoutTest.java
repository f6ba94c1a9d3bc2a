package org.poormanspipes.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimeoutTest {

  @Test
  void nowHasNothingLeft() {
    assertThat(Timeout.NOW.isNow()).isTrue();
    assertThat(Timeout.NOW.isForever()).isFalse();
    assertThat(Timeout.NOW.remaining(System.nanoTime())).isZero();
    assertThat(Timeout.NOW).hasToString("now");
  }

  @Test
  void foreverNeverEnds() {
    assertThat(Timeout.FOREVER.isForever()).isTrue();
    assertThat(Timeout.FOREVER.isNow()).isFalse();
    long longAgo = System.nanoTime() - TimeUnit.DAYS.toNanos(10_000);
    assertThat(Timeout.FOREVER.remaining(longAgo)).isEqualTo(Long.MAX_VALUE);
    assertThat(Timeout.FOREVER).hasToString("forever");
  }

  @Test
  void aZeroDurationIsNow() {
    assertThat(Timeout.of(Duration.ZERO)).isSameAs(Timeout.NOW);
  }

  @Test
  void aNegativeDurationIsRefused() {
    assertThatThrownBy(() -> Timeout.of(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("duration=PT-0.000000001S");
  }

  @Test
  void aDurationCountsFromTheStartOfTheCall() {
    Timeout minute = Timeout.of(Duration.ofMinutes(1));
    long now = System.nanoTime();
    assertThat(minute.remaining(now)).isBetween(1L, TimeUnit.MINUTES.toNanos(1));
    long started = now - TimeUnit.SECONDS.toNanos(20);
    assertThat(minute.remaining(started)).isBetween(1L, TimeUnit.SECONDS.toNanos(40));
    assertThat(minute.remaining(now - TimeUnit.SECONDS.toNanos(61))).isZero();
    assertThat(minute.isNow()).isFalse();
  }

  @Test
  void aStartInTheFutureAddsNothingToADuration() {
    Timeout second = Timeout.of(Duration.ofSeconds(1));
    long later = System.nanoTime() + TimeUnit.DAYS.toNanos(1);
    assertThat(second.remaining(later)).isEqualTo(TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void aDurationTooLongForNanosecondsEndsVeryLateButIsNotForever() {
    Timeout ages = Timeout.of(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(ages.isForever()).isFalse();
    assertThat(ages.remaining(System.nanoTime()))
        .isGreaterThan(TimeUnit.DAYS.toNanos(100_000))
        .isLessThan(Long.MAX_VALUE);
  }

  @Test
  void anInstantInThePastHasNothingLeftButWasNotNow() {
    Timeout past = Timeout.at(Instant.now().minusSeconds(5));
    assertThat(past.remaining(System.nanoTime())).isZero();
    assertThat(past.isNow()).isFalse();
    assertThat(Timeout.at(Instant.EPOCH).remaining(0)).isZero();
    assertThat(Timeout.at(Instant.ofEpochSecond(-1)).remaining(0)).isZero();
  }

  @Test
  void anInstantDoesNotCareWhenTheCallBegan() {
    Timeout soon = Timeout.at(Instant.now().plusSeconds(60));
    long longAgo = System.nanoTime() - TimeUnit.HOURS.toNanos(1);
    assertThat(soon.remaining(longAgo)).isBetween(1L, TimeUnit.SECONDS.toNanos(60));
  }

  @Test
  void aFarInstantDoesNotOverflow() {
    Timeout far = Timeout.at(Instant.ofEpochMilli(Long.MAX_VALUE));
    assertThat(far.remaining(0)).isPositive().isLessThan(Long.MAX_VALUE);
  }

  @Test
  void equalTimeoutsAreEqual() {
    Timeout second = Timeout.of(Duration.ofSeconds(1));
    assertThat(second)
        .isEqualTo(Timeout.of(Duration.parse("PT1S")))
        .hasSameHashCodeAs(Timeout.of(Duration.parse("PT1S")))
        .isNotEqualTo(Timeout.of(Duration.ofSeconds(2)))
        .isNotEqualTo(Timeout.at(Instant.ofEpochMilli(1_000_000_000)))
        .hasToString("PT1S");
    assertThat(Timeout.at(Instant.EPOCH)).hasToString("1970-01-01T00:00:00Z");
  }

  @Test
  void anInstantBeyondTheClockIsNeverOrNow() {
    assertThat(Timeout.at(Instant.MAX).remaining(System.nanoTime())).isPositive();
    assertThat(Timeout.at(Instant.MIN).remaining(System.nanoTime())).isZero();
  }
}
