package dev.ghbilling.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.sandbox.Fault;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.sandbox.SandboxExtension;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(SandboxExtension.class)
class ClientKindTest {
  @ParameterizedTest
  @EnumSource
  void readsTheNetAmountOfTheDocumentedRow(ClientKind kind, Sandbox sandbox) throws Exception {
    try (UsageClient client =
        kind.connect(sandbox.baseUrl(), sandbox.enterprise(), UsageCall.TOKEN)) {
      assertThat(client.firstNetAmount(UsageCall.DAY)).isEqualByComparingTo("0.8");
    }
  }

  /** The SDK's table of faults says it of each; here it is held against what load relies on. */
  @Test
  void outcomeOfEachFaultUnderLoadIsWhatComesOfIt(Sandbox sandbox) throws Exception {
    Map<LoadFault, String> found = new HashMap<>();
    Map<LoadFault, String> expected = new HashMap<>();
    for (LoadFault fault : LoadFault.values()) {
      expected.put(fault, fault.outcome());
      Fault injected = fault.fault();
      sandbox.faults().onAny().next(1).inject(injected);
      try (UsageClient client =
          ClientKind.SDK.connect(sandbox.baseUrl(), sandbox.enterprise(), UsageCall.TOKEN)) {
        client.firstNetAmount(UsageCall.DAY);
        found.put(fault, LoadFault.SUCCESS);
      } catch (RuntimeException e) {
        found.put(fault, e.getClass().getSimpleName());
      }
    }

    assertThat(found).isEqualTo(expected);
  }
}
