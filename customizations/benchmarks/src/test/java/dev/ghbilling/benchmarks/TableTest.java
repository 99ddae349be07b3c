package dev.ghbilling.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void lineHasRatioSpreadTargetAndWhetherItIsMet() {
    Measurement missed =
        Measurement.ratio(
            "a call", "theirs", "30 us", "20 us", new Figure(1.5, 1.2, 3), Target.atMost(1.1));

    String table = new Table(List.of(missed.withNote("a note"))).toString();

    assertThat(table.lines().skip(2))
        .singleElement()
        .satisfies(
            line ->
                assertThat(Arrays.stream(line.split("\\|")).map(String::strip))
                    .containsExactly(
                        "",
                        "a call",
                        "30 us",
                        "theirs",
                        "20 us",
                        "1.50",
                        "1.20 to 3.00",
                        "at most 1.10",
                        "missed",
                        "a note"));
    assertThat(table.lines().map(String::length).distinct()).hasSize(1);
  }

  @Test
  void valueThatStandsForItselfHasItsUnit() {
    Measurement met =
        Measurement.alone("a run", "14 s", Figure.exactly(14), " s", Target.atMost(15));

    assertThat(new Table(List.of(met)).toString())
        .contains("| 14.0 s |", "| at most 15 s |", "met");
  }
}
