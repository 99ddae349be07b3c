package dev.ghbilling.advancedsecurity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.model.AdvancedSecurityCommitters;
import dev.ghbilling.client.model.AdvancedSecurityRepository;
import dev.ghbilling.error.IncompleteListException;
import dev.ghbilling.error.ServerException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.paging.PagedList;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdvancedSecurityTest {
  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).build();

  @Test
  void repositories_ofSeveralPages_keepTheirOrder() {
    server.respondWith(page(3, "a/1", "b/2"), page(3, "c/3"));

    AdvancedSecurityCommitters all = billing.advancedSecurity().get();

    assertThat(names(all.repositories())).containsExactly("a/1", "b/2", "c/3");
    assertThat(all.totalCount()).isEqualTo(3);
  }

  @Test
  void repositories_ofAnOrganization_areThoseOfAllPages() {
    server.respondWith(page(3, "a/1", "b/2"), page(3, "c/3"));

    AdvancedSecurityCommitters all = billing.organization("octo-org").advancedSecurity().get();

    assertThat(names(all.repositories())).containsExactly("a/1", "b/2", "c/3");
    assertThat(server.requests())
        .extracting(request -> request.target().replaceFirst("\\?.*", ""))
        .containsOnly("/orgs/octo-org/settings/billing/advanced-security");
  }

  @Test
  void repositories_notYetRead_sendNothing() {
    server.respondWith(page(3, "a/1", "b/2"), page(3, "c/3"));
    PagedList<AdvancedSecurityRepository, AdvancedSecurityCommitters> repositories =
        billing.advancedSecurity().repositories();
    assertThat(server.requests()).isEmpty();

    Iterator<AdvancedSecurityRepository> iterator = repositories.iterator();
    assertThat(iterator.next().name()).isEqualTo("a/1");
    assertThat(iterator.next().name()).isEqualTo("b/2");
    assertThat(server.requests()).hasSize(1);

    assertThat(iterator.next().name()).isEqualTo("c/3");
    assertThat(iterator.hasNext()).isFalse();
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void firstPage_andRepositories_shareTheFirstPage() {
    server.respondWith(page(1, "a/1"));
    PagedList<AdvancedSecurityRepository, AdvancedSecurityCommitters> repositories =
        billing.advancedSecurity().repositories();

    assertThat(repositories.firstPage().totalCount()).isEqualTo(1);
    assertThat(repositories.stream()).hasSize(1);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void stream_limited_requestsNoFurtherPage() {
    server.respondWith(page(3, "a/1", "b/2"), page(3, "c/3"));

    assertThat(billing.advancedSecurity().repositories().stream().limit(2)).hasSize(2);
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 100, true",
    "1, 100, true",
    "100, 100, true",
    "101, 100, true",
    "250, 100, true",
    "250, 30, true",
    "250, 7, true",
    "60, 30, true",
    "0, 100, false",
    "1, 100, false",
    "100, 100, false",
    "101, 100, false",
    "250, 100, false",
    "250, 30, false",
    "250, 7, false",
    "60, 30, false"
  })
  void repositories_withAnyPageSize_comeOnce(int total, int largest, boolean links) {
    server.respondWith(repositories(total, call -> largest, links));

    assertThat(names(billing.advancedSecurity().get().repositories()))
        .containsExactlyElementsOf(numbered(total));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void repositories_withShrinkingPages_comeOnce(boolean links) {
    server.respondWith(repositories(250, call -> call == 1 ? 100 : 40, links));

    assertThat(names(billing.advancedSecurity().get().repositories()))
        .containsExactlyElementsOf(numbered(250));
  }

  @Test
  void repositories_withGrowingPages_areComplete() {
    server.respondWith(repositories(250, call -> call == 1 ? 30 : 100, false));

    assertThat(names(billing.advancedSecurity().get().repositories()))
        .containsExactlyElementsOf(numbered(250));
  }

  @Test
  void nextPage_namedByALink_isRequested() {
    server.respondWith(
        linked("</anything?per_page=1&page=7>; rel=\"next\"", 2, "a/1"), page(2, "b/2"));

    assertThat(billing.advancedSecurity().get().repositories()).hasSize(2);
    assertThat(server.requests().get(1).target()).contains("per_page=1").contains("page=7");
    assertThat(server.requests().get(1).target()).startsWith("/enterprises/octo-enterprise/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xpage=9&page=7",
        "page=&page=7",
        "page=8x&page=7",
        "page=-8&page=7",
        "page=1234567890&page=7",
        "page=٧&page=7",
        "a&&page=7&page=8",
        "page=007&per_page="
      })
  void link_withSeveralPageParameters_usesTheFirstNumber(String query) {
    server.respondWith(linked("<?" + query + ">; rel=next", 2, "a/1"), page(2, "b/2"));

    assertThat(billing.advancedSecurity().get().repositories()).hasSize(2);
    assertThat(server.requests().get(1).target()).endsWith("?page=7&per_page=100");
  }

  @Test
  void link_toAnotherHost_isNotFollowed() throws Exception {
    try (RecordingServer other = new RecordingServer()) {
      server.respondWith(
          linked("<" + other.baseUrl() + "/?page=9>; rel=\"next\"", 2, "a/1"), page(2, "b/2"));

      assertThat(billing.advancedSecurity().get().repositories()).hasSize(2);
      assertThat(other.requests()).isEmpty();
      assertThat(server.requests().get(1).target()).doesNotContain("page=9");
    }
  }

  @Test
  void link_beyondTheTotal_isFollowed() {
    server.respondWith(linked("<?page=2>; rel=next", 1, "a/1"), page(1, "b/2"));

    assertThat(billing.advancedSecurity().get().repositories()).hasSize(2);
  }

  @Test
  void page_repeatedBeforeTheTotal_throws() {
    server.respondWith(linked("<?page=2>; rel=next", 1000, "a/1", "b/2"));

    IncompleteListException e =
        catchThrowableOfType(IncompleteListException.class, () -> billing.advancedSecurity().get());

    assertThat(e.received()).isEqualTo(2);
    assertThat(e.announced()).isEqualTo(1000);
    assertThat(server.requests()).hasSizeLessThan(5);
  }

  @Test
  void page_repeatedAtTheEnd_completesTheList() {
    server.respondWith(
        linked("<?page=2>; rel=next", 2, "a/1", "B/2"), linked("<?page=3>; rel=next", 2, "b/2"));

    assertThat(names(billing.advancedSecurity().get().repositories()))
        .containsExactly("a/1", "B/2");
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  @Regression(
      input = "a first page of committers with a total_count of a billion",
      before = "pages are requested until the memory is full",
      now = "an IncompleteListException after the first page, which says how many pages are read")
  void total_beyondAllPages_throwsAfterTheFirst() {
    server.respondWith(page(1_000_000_000, "a/1"));
    Iterator<AdvancedSecurityRepository> repositories =
        billing.advancedSecurity().repositories().iterator();
    assertThat(repositories.next().name()).isEqualTo("a/1");

    assertThatExceptionOfType(IncompleteListException.class)
        .isThrownBy(repositories::hasNext)
        .withMessage(
            "getAdvancedSecurityCommitters: stopped after 1 of 1000000000 elements:"
                + " no more than 10000 pages are read");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void page_emptyBeforeTheTotal_throws() {
    server.respondWith(page(1000, "a/1"), page(1000));

    assertThatExceptionOfType(IncompleteListException.class)
        .isThrownBy(() -> billing.advancedSecurity().get())
        .withMessage("getAdvancedSecurityCommitters: the pages ended after 1 of 1000 elements");
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void iteration_ofAnIncompleteList_throws() {
    server.respondWith(page(3, "a/1"), page(3));
    Iterator<AdvancedSecurityRepository> iterator =
        billing.advancedSecurity().repositories().iterator();
    iterator.next();

    assertThatExceptionOfType(IncompleteListException.class).isThrownBy(iterator::hasNext);
    assertThatExceptionOfType(IncompleteListException.class).isThrownBy(iterator::next);
  }

  @Test
  void call_failingForAnyPage_throws() {
    server.respondWith(page(2, "a/1"), ScriptedResponse.of(502, "<html>"));

    assertThatExceptionOfType(ServerException.class)
        .isThrownBy(() -> billing.advancedSecurity().get());
  }

  @ParameterizedTest
  @CsvSource({"0, 10", "-1, 10", "1, 0", "1, 101"})
  void page_outOfBounds_throwsBeforeSending(int number, int size) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> billing.advancedSecurity().page(number, size));
    assertThat(server.requests()).isEmpty();
  }

  private static List<String> names(List<AdvancedSecurityRepository> repositories) {
    return repositories.stream().map(AdvancedSecurityRepository::name).toList();
  }

  private static List<String> numbered(int total) {
    return IntStream.rangeClosed(1, total).mapToObj(i -> "octo/" + i).toList();
  }

  /**
   * Returns a server of numbered repositories, whose page size depends on the number of the call.
   */
  private ScriptedResponse repositories(int total, IntUnaryOperator largest, boolean links) {
    return (request, connection) -> {
      int number = parameter("page", request);
      int size =
          Math.min(parameter("per_page", request), largest.applyAsInt(server.requests().size()));
      String[] names =
          numbered(total).stream().skip((number - 1L) * size).limit(size).toArray(String[]::new);
      String link = "<?per_page=%d&page=%d>; rel=\"next\"".formatted(size, number + 1);
      ScriptedResponse response =
          links && number * size < total ? linked(link, total, names) : page(total, names);
      response.send(request, connection);
    };
  }

  private static int parameter(String name, ReceivedRequest request) {
    Matcher found = Pattern.compile("[?&]" + name + "=([0-9]+)").matcher(request.target());
    assertThat(found.find()).isTrue();
    return Integer.parseInt(found.group(1));
  }

  private static ScriptedResponse page(long total, String... names) {
    return ScriptedResponse.json(body(total, names));
  }

  private static ScriptedResponse linked(String link, long total, String... names) {
    return ScriptedResponse.of(
        200, body(total, names), "Content-Type: application/json", "Link: " + link);
  }

  private static String body(long total, String... names) {
    return Stream.of(names)
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
                "]}"));
  }
}
