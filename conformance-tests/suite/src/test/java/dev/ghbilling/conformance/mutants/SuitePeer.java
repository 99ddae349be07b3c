package dev.ghbilling.conformance.mutants;

import dev.ghbilling.conformance.fixture.DocumentedOperations;
import dev.ghbilling.conformance.internal.run.Result;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** This suite, which waits by the sandbox's clock. */
record SuitePeer() implements Peer {
  @Override
  public String name() {
    return "this suite";
  }

  @Override
  public String settings() {
    return "deterministic";
  }

  @Override
  public Set<String> failures(ProxiedSandbox sandbox, Mutant server, Path contract, Path folder)
      throws IOException, InterruptedException {
    return Backends.run(
            sandbox.proxy(),
            server.backend(),
            sandbox.time(),
            server.timeout(),
            DocumentedOperations.checks())
        .all()
        .stream()
        .filter(result -> result.outcome() == Outcome.FAILED)
        .map(Result::id)
        .collect(Collectors.toSet());
  }
}
