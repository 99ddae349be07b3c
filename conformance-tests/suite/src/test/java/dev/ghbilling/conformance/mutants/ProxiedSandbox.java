package dev.ghbilling.conformance.mutants;

import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.RewritingProxy;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ManualClock;

/**
 * A sandbox behind a proxy, both by the same clock.
 *
 * @param sandbox the sandbox
 * @param time the clock
 * @param proxy the proxy
 */
record ProxiedSandbox(Sandbox sandbox, ManualClock time, RewritingProxy proxy)
    implements AutoCloseable {
  static ProxiedSandbox start(Backend backend) {
    ManualClock time = Backends.clock();
    Sandbox sandbox = Backends.sandbox(backend, time);
    return new ProxiedSandbox(
        sandbox, time, new RewritingProxy(sandbox.baseUrl(), Middleware.passThrough()));
  }

  /** Closes the sandbox, and starts one behind the same proxy. */
  ProxiedSandbox renewed(Backend backend) {
    sandbox.close();
    ManualClock another = Backends.clock();
    Sandbox started = Backends.sandbox(backend, another);
    proxy.leadTo(started.baseUrl());
    return new ProxiedSandbox(started, another, proxy);
  }

  @Override
  public void close() {
    proxy.close();
    sandbox.close();
  }
}
