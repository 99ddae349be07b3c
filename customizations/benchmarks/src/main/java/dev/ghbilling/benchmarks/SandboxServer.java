package dev.ghbilling.benchmarks;

import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spec.Contract;
import java.io.IOException;
import java.nio.file.Path;

/** The sandbox as a process; told the name of a {@link LoadFault}, the next call meets it. */
final class SandboxServer {
  /** As many rules as may wait for their call; by far most have met it. */
  private static final int RULES = 50;

  private SandboxServer() {}

  /**
   * Serves until its input ends.
   *
   * @param arguments how many usage items there are, 0 for the documented one; then, if it isn't
   *     the bundled one, the contract
   */
  public static void main(String[] arguments) throws IOException {
    Sandbox.Builder builder =
        Sandbox.builder()
            .usageItems(Long.parseLong(arguments[0]))
            .exportFiles(1)
            // Or the SDK would keep to the 5000 requests in an hour that are announced.
            .rateLimit(Integer.MAX_VALUE);
    if (arguments.length > 1) {
      builder.contract(Contract.read(Path.of(arguments[1])));
    }
    try (Sandbox sandbox = builder.start()) {
      int[] rules = {0};
      Orders.serve(
          sandbox.baseUrl(),
          fault -> {
            if (++rules[0] % RULES == 0) {
              sandbox.faults().clear();
            }
            sandbox.faults().onAny().next(1).inject(LoadFault.valueOf(fault).fault());
          });
    }
  }
}
