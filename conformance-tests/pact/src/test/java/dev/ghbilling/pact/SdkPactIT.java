package dev.ghbilling.pact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.testkit.ChildJvm;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks the pact file. */
final class SdkPactIT {
  @Test
  void write_inAnotherJvm_hasTheSameBytes(@TempDir Path folder) throws Exception {
    ChildJvm.Exit other = ChildJvm.of(SdkPact.class).run(folder.toString());

    assertThat(other.status()).as(other.output()).isZero();
    assertThat(folder.resolve(SdkPact.FILE.getFileName())).hasSameBinaryContentAs(SdkPact.FILE);
  }
}
