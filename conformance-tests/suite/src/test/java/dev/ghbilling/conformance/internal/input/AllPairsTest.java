package dev.ghbilling.conformance.internal.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AllPairsTest {
  @ParameterizedTest
  @CsvSource({
    "2 2, 4",
    "3 3, 9",
    "5 3, 15",
    "2 2 2 2 2 2, 8",
    "4 2 2 2 2 3, 13",
    "4 3 3 3 3 3, 17"
  })
  void of_levels_hasEachPairInFewCombinations(String levels, int most) {
    List<Integer> sizes = List.of(levels.split(" ")).stream().map(Integer::valueOf).toList();

    List<List<Integer>> combinations = AllPairs.of(sizes);

    assertThat(combinations).hasSizeLessThanOrEqualTo(most);
    Set<List<Integer>> pairs = new HashSet<>();
    for (List<Integer> row : combinations) {
      for (int i = 0; i < row.size(); i++) {
        for (int j = i + 1; j < row.size(); j++) {
          pairs.add(List.of(i, row.get(i), j, row.get(j)));
        }
      }
    }
    int all = 0;
    for (int i = 0; i < sizes.size(); i++) {
      for (int j = i + 1; j < sizes.size(); j++) {
        all += sizes.get(i) * sizes.get(j);
      }
    }
    assertThat(pairs).hasSize(all);
  }
}
