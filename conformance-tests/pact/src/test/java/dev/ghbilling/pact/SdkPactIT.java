package dev.ghbilling.pact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of the pact. */
final class SdkPactIT {
  @Test
  void anotherRunWritesTheSameBytes(@TempDir Path folder) throws Exception {
    ChildJvm other = ChildJvm.run(Map.of(), Map.of(), SdkPact.class.getName(), folder.toString());

    assertThat(other.exit()).as(other.output()).isZero();
    assertThat(folder.resolve(SdkPact.FILE.getFileName())).hasSameBinaryContentAs(SdkPact.FILE);
  }
}
