package dev.ghbilling.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;

/** What shells offer as values, which their scripts have as words without quotes. */
class ValuesTest {
  /** Values as a contract may list them. */
  public record Unit(String value) {
    public static final Unit PLAIN = new Unit("gigabyte-hours");
    public static final Unit APOSTROPHE = new Unit("seat's");
    public static final Unit SPACE = new Unit("user months");
    public static final Unit LINES = new Unit("a\nb");
    public static final Unit COMMAND = new Unit("$(id)");

    @Override
    public String toString() {
      return value;
    }
  }

  @Test
  void value_thatAShellWouldReadAsSomethingElse_isNotOffered() {
    OptionSpec option = OptionSpec.builder("--unit").type(Unit.class).build();

    assertThat(Values.of(option).words()).containsExactly("gigabyte-hours");
  }
}
