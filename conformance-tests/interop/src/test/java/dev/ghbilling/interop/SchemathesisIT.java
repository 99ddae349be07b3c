package dev.ghbilling.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spec.Contract;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Compares what Schemathesis finds in the sandbox with the list of explained findings. */
@Timeout(180)
final class SchemathesisIT {
  private static final String TOKEN = "ghp_sandbox";

  @Test
  void sandbox_testedBySchemathesis_hasTheExplainedFindingsOnly() throws Exception {
    ExplainedFindings explained =
        ExplainedFindings.read(
            Path.of(System.getProperty("interop.sources"), "explained-findings.yaml"));
    try (Sandbox sandbox = Sandbox.builder().token(TOKEN).start()) {
      SchemathesisRun run =
          SchemathesisRun.against(
              sandbox.baseUrl(),
              TOKEN,
              Path.of(System.getProperty("interop.target"), "schemathesis"),
              Path.of(System.getProperty("interop.contract")));

      Files.write(Path.of(System.getProperty("interop.target"), "findings.txt"), run.findings());
      assertThat(run.summary().path("complete").asBoolean()).as(run.log()).isTrue();
      assertThat(run.summary().path("errors")).as(run.log()).isEmpty();
      assertThat(run.summary().at("/operations/tested").asInt())
          .isEqualTo(Contract.bundled().operations().size());
      assertThat(explained.compare(run.findings())).as(run.log()).isEmpty();
    }
  }
}
