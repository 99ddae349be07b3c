package dev.ghbilling.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.benchmarks.Main.Round;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MainTest {
  @Test
  void tableHasTheRoundInTheMiddleAndTheSpread() {
    String table =
        Main.table("a call", List.of(new Round(30, 10), new Round(12, 10), new Round(30, 20)));

    assertThat(table.lines().skip(1))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row.split(" +"))
                    .containsExactly("a", "call", "30.0", "20.0", "1.50", "1.20", "to", "3.00"));
  }
}
