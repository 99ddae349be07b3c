package dev.ghbilling.advancedsecurity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.model.AdvancedSecurityCommitters;
import dev.ghbilling.client.model.AdvancedSecurityRepository;
import dev.ghbilling.error.ServerException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.fixture.Reaction;
import dev.ghbilling.fixture.RecordedRequest;
import dev.ghbilling.fixture.RecordingServer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The committers of all pages are one answer. */
class AdvancedSecurityTest {
  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).build();

  @Test
  void repositoriesOfAllPagesAreBroughtInTheirOrder() {
    server.reacting(page(3, "a/1", "b/2"), page(3, "c/3"));

    AdvancedSecurityCommitters all = billing.advancedSecurity().get();

    assertThat(all.repositories())
        .extracting(AdvancedSecurityRepository::name)
        .containsExactly("a/1", "b/2", "c/3");
    assertThat(all.totalCount()).isEqualTo(3);
  }

  @Test
  void pagesAreAskedForOneAfterTheOther() {
    server.reacting(page(2, "a/1"), page(2, "b/2"));

    assertThat(billing.advancedSecurity().get().repositories()).hasSize(2);

    assertThat(server.requests())
        .extracting(RecordedRequest::target)
        .satisfiesExactly(
            first -> assertThat(first).contains("page=1").contains("per_page=100"),
            second -> assertThat(second).contains("page=2").contains("per_page=100"));
  }

  @Test
  void emptyPageEndsTheQuestions() {
    server.reacting(page(1000, "a/1"), page(1000));

    assertThat(billing.advancedSecurity().get().repositories()).hasSize(1);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void failureOfAnyPageIsAFailure() {
    server.reacting(page(2, "a/1"), Reaction.answer(502, "<html>"));

    assertThatExceptionOfType(ServerException.class)
        .isThrownBy(() -> billing.advancedSecurity().get());
  }

  private static Reaction page(long total, String... names) {
    return Reaction.json(
        Stream.of(names)
            .map(
                name ->
                    """
                    {"name": "%s", "advanced_security_committers": 1,
                     "advanced_security_committers_breakdown": []}
                    """
                        .formatted(name))
            .collect(
                Collectors.joining(
                    ",",
                    """
                    {"total_advanced_security_committers": 1, "total_count": %d, "repositories": [
                    """
                        .formatted(total),
                    "]}")));
  }
}
