package dev.ghbilling.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.error.PermissionException;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spring.test.AutoConfigureGitHubBillingSandbox;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
@AutoConfigureGitHubBillingSandbox
final class SandboxedClientTest {
  @Autowired private GitHubBilling billing;
  @Autowired private Sandbox sandbox;

  @Test
  void costCenters_areThoseOfTheSandbox() {
    assertThat(billing.costCenters().list().costCenters()).isNotEmpty();
  }

  @Test
  void costCenters_refused_throws() {
    sandbox.faults().onAny().next(1).respondWith(403);

    assertThatThrownBy(billing.costCenters()::list).isInstanceOf(PermissionException.class);
  }
}
