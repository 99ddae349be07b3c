package dev.ghbilling.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ChildJvmTest {
  @Test
  void run_ended_hasStatusAndOutput() throws Exception {
    ChildJvm.Exit exit =
        ChildJvm.of(Program.class)
            .options("-Dproperty=p")
            .environment(Map.of("VARIABLE", "v"))
            .run("3");

    assertThat(exit).isEqualTo(new ChildJvm.Exit(3, "p v"));
  }

  @Test
  void run_aliveAtItsDeadline_throws() {
    assertThatThrownBy(
            () -> ChildJvm.of(Program.class).deadline(Duration.ofMillis(1)).run("forever"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is alive after PT0.001S");
  }

  /** The child. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws InterruptedException {
      System.out.print(System.getProperty("property") + " ");
      System.err.print(System.getenv("VARIABLE"));
      if (arguments[0].equals("forever")) {
        new CountDownLatch(1).await();
      }
      System.exit(Integer.parseInt(arguments[0]));
    }
  }
}
