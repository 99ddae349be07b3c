package dev.ghbilling.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.OrganizationBilling;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spring.test.AutoConfigureGitHubBillingSandbox;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(
    properties = {
      "ghbilling.token-file=file:/run/secrets/github-token",
      "ghbilling.app.id=1",
      "ghbilling.app.installation=2",
      "ghbilling.app.private-key=file:/run/secrets/github-key",
      "ghbilling.clients.bot.organization=octo-org",
      "ghbilling.clients.bot.base-url=https://api.github.com",
      "ghbilling.clients.bot.token-file=file:/run/secrets/bot-token"
    })
@AutoConfigureGitHubBillingSandbox
final class SandboxedCredentialsTest {
  @Autowired private GitHubBilling billing;

  @Autowired
  @Qualifier("bot")
  private OrganizationBilling bot;

  @Autowired private Sandbox sandbox;

  @Test
  void clients_otherCredentialsAndUrls_callTheSandbox() {
    int before = sandbox.requests().size();

    billing.costCenters().list();
    assertThat(bot.budgets().list()).isNotEmpty();

    assertThat(sandbox.requests()).hasSizeGreaterThanOrEqualTo(before + 2);
  }
}
