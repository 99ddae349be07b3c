package dev.ghbilling.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchCommandTest {
  private static final Measurement MISSED =
      Measurement.alone("a run", "16 s", Figure.exactly(16), " s", Target.atMost(15));

  @TempDir private Path temp;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private record Fixed(String name) implements Row {
    @Override
    public List<Measurement> measure(Bench bench) {
      return List.of(MISSED);
    }
  }

  private record Broken(String name) implements Row {
    @Override
    public List<Measurement> measure(Bench bench) throws IOException {
      throw new IOException("no such thing");
    }
  }

  @Test
  void missIsShownAndIsNoFailure() throws Exception {
    Path json = temp.resolve("a/bench.json");

    assertThat(run("--json", json.toString(), "--only", "go*")).isZero();

    assertThat(out.toString()).contains("a run", "missed");
    JsonNode document = new JsonMapper().readTree(json.toFile());
    assertThat(document.at("/measurements")).hasSize(1);
    assertThat(document.at("/measurements/0/median").asDouble()).isEqualTo(16);
    assertThat(document.at("/measurements/0/verdict").asText()).isEqualTo("missed");
    assertThat(document.at("/machine/processors").asInt()).isPositive();
  }

  @Test
  void whatCouldNotBeMeasuredIsSaidAndTheRestIsShown() {
    assertThat(run("--json", temp.resolve("bench.json").toString())).isEqualTo(2);

    assertThat(out.toString()).contains("a run");
    assertThat(err.toString()).contains("bench: bad couldn't be measured: no such thing\n");
  }

  @Test
  void rowsAreListed() {
    assertThat(run("--list")).isZero();
    assertThat(out.toString()).isEqualTo("good\nbad\n");
  }

  @Test
  void patternThatMatchesNothingIsWrongUsage() {
    assertThat(run("--only", "goo")).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("bench: no row has a name like that (see bench --list)\n");
  }

  @Test
  void unknownOptionIsWrongUsage() {
    assertThat(run("--fast")).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("bench: Unknown option: '--fast' (see bench --help)\n");
  }

  private int run(String... arguments) {
    CommandLine program = BenchCommand.program(List.of(new Fixed("good"), new Broken("bad")));
    return program
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
