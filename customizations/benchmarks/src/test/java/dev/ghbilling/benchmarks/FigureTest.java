package dev.ghbilling.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {
  @Test
  void hasTheRoundInTheMiddleAndTheSpread() {
    assertThat(Figure.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Figure(2, 1, 3));
  }

  @Test
  void ratiosAreTakenWithinEachRound() {
    assertThat(Figure.ofRatios(List.of(10.0, 40.0, 9.0), List.of(10.0, 20.0, 3.0)))
        .isEqualTo(new Figure(2, 1, 3));
  }

  @Test
  void costThatIsLinearBesideWhatIsFixedHasTheSlopeOne() {
    Slope slope = new Slope(List.of(10, 100, 1000));

    assertThat(slope.of(List.of(List.of(5.1), List.of(6.0), List.of(15.0))).median())
        .isCloseTo(1, offset(1e-9));
    assertThat(slope.measurement("things", List.of(List.of(0.1), List.of(1.0), List.of(100.0))))
        .returns("missed", Measurement::verdict);
  }

  @Test
  void targetIsHeldAgainstItsBounds() {
    assertThat(Target.atMost(1.1).met(1.1)).isTrue();
    assertThat(Target.atMost(1.1).met(1.11)).isFalse();
    assertThat(Target.atLeast(0.9).met(0.89)).isFalse();
    assertThat(Target.lessThan(1).met(1)).isFalse();
    assertThat(Target.within(0.85, 1.15).met(0.84)).isFalse();
    assertThat(Target.within(0.85, 1.15).met(1.15)).isTrue();
  }
}
