package dev.ghbilling.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableRowTest {
  private static final TableRow RATIO =
      new TableRow("a call", 30, "theirs", 20, "us", Target.atMost(1.25));

  @Test
  void table_ofARatioAndOfAValueAlone_showsWhatIsMissed() {
    TableRow alone = TableRow.alone("a run", 14.25, "s", Target.atMost(15));

    assertThat(TableRow.table(List.of(RATIO, alone)).lines().skip(2))
        .containsExactly(
            "| a call | 30 us | theirs | 20 us | 1.5 | at most 1.25 | missed |",
            "| a run | 14.3 s |  |  |  | at most 15 s | met |");
  }

  @Test
  void json_ofARow_hasTheFigureAndTheVerdict() {
    assertThat(new JsonMapper().valueToTree(RATIO).toString())
        .contains("\"figure\":1.5", "\"target\":\"at most 1.25\"", "\"verdict\":\"missed\"");
  }

  @Test
  void verdict_atTheBound_isMetUnlessLessIsAskedFor() {
    assertThat(Target.atMost(2).verdict(2)).isEqualTo("met");
    assertThat(Target.atLeast(0.9).verdict(0.9)).isEqualTo("met");
    assertThat(Target.atLeast(0.9).verdict(0.89)).isEqualTo("missed");
    assertThat(Target.lessThan(1).verdict(1)).isEqualTo("missed");
    assertThat(Target.NONE.verdict(9)).isEmpty();
  }
}
