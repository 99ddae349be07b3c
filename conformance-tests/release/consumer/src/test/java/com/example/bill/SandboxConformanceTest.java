package com.example.bill;

import dev.ghbilling.conformance.ConformanceTest;
import dev.ghbilling.conformance.ServerUnderTest;
import dev.ghbilling.sandbox.SandboxExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

class SandboxConformanceTest implements ConformanceTest {
  @RegisterExtension static final SandboxExtension SANDBOX = SandboxExtension.create();

  @Override
  public ServerUnderTest serverUnderTest() {
    return ServerUnderTest.at(SANDBOX.baseUrl().toString(), SANDBOX.enterprise(), "any").build();
  }
}
