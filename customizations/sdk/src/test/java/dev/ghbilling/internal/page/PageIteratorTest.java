package dev.ghbilling.internal.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.client.model.AdvancedSecurityCommitters;
import dev.ghbilling.client.model.AdvancedSecurityRepository;
import dev.ghbilling.error.IncompleteListException;
import dev.ghbilling.fixture.Requests;
import dev.ghbilling.testkit.LinearTime;
import dev.ghbilling.testkit.Regression;
import feign.Request;
import feign.Response;
import feign.TypedResponse;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageIteratorTest {
  private int requests;

  @Test
  void pages_withoutEnd_areGivenUp() {
    PageIterator<AdvancedSecurityRepository, AdvancedSecurityCommitters> repositories =
        iterator(
            page -> {
              requests++;
              return response("<?page=%d>; rel=next".formatted(requests + 1), requests + 1);
            });

    IncompleteListException e =
        catchThrowableOfType(
            IncompleteListException.class, () -> repositories.forEachRemaining(one -> {}));

    assertThat(e.received()).isEqualTo(10_000);
    assertThat(e).hasMessageContaining("no more than 10000 pages are read");
    assertThat(requests).isEqualTo(10_000);
  }

  @Regression(
      input = "a total_count below the number of repositories that came",
      before = "taken for all there are: the pages after it were left out",
      now = "an error that names both numbers")
  @Test
  void total_belowWhatCame_isRefused() {
    PageIterator<AdvancedSecurityRepository, AdvancedSecurityCommitters> repositories =
        iterator(page -> response("", 0));

    IncompleteListException e =
        catchThrowableOfType(
            IncompleteListException.class, () -> repositories.forEachRemaining(one -> {}));

    assertThat(e)
        .hasMessage(
            "getAdvancedSecurityCommitters: 1 elements came where the server announced 0, so there may be more");
    assertThat(e.received()).isEqualTo(1);
    assertThat(e.announced()).isZero();
  }

  @Regression(
      input =
          "a page without new elements that says there is a next one, and no higher total_count",
      before = "the end of the list, without an error",
      now = "an error that names the page, as for a cost center's resources")
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void page_withoutNewElementsThatIsNotTheLast_isRefused(boolean empty) {
    PageIterator<AdvancedSecurityRepository, AdvancedSecurityCommitters> repositories =
        iterator(
            page -> empty && page.number() > 1 ? response("", 1, List.of()) : response("", 1),
            body -> true);

    assertThat(repositories.next().name()).isEqualTo("octo/0");
    IncompleteListException e =
        catchThrowableOfType(IncompleteListException.class, repositories::hasNext);

    assertThat(e)
        .hasMessage(
            "getAdvancedSecurityCommitters: after 1 elements, page 2 has no new ones,"
                + " although the server announced more");
    assertThat(e.received()).isEqualTo(1);
  }

  @Test
  void page_withoutNewElementsThatIsTheLast_isTheEnd() {
    Iterator<Boolean> hasNext = List.of(true, false).iterator();
    PageIterator<AdvancedSecurityRepository, AdvancedSecurityCommitters> repositories =
        iterator(page -> response("", 1), body -> hasNext.next());

    assertThat(repositories).toIterable().hasSize(1);
    assertThat(hasNext.hasNext()).isFalse();
  }

  @Test
  void link_ofAnyText_takesLinearTime() throws InterruptedException {
    LinearTime.require(text -> Page.FIRST.linked(response(text, 1)));
    LinearTime.require(text -> Page.FIRST.linked(response("<?" + text + ">; rel=next", 1)));
  }

  private static PageIterator<AdvancedSecurityRepository, AdvancedSecurityCommitters> iterator(
      Function<Page, TypedResponse<AdvancedSecurityCommitters>> request) {
    return iterator(request, null);
  }

  private static PageIterator<AdvancedSecurityRepository, AdvancedSecurityCommitters> iterator(
      Function<Page, TypedResponse<AdvancedSecurityCommitters>> request,
      @Nullable Predicate<AdvancedSecurityCommitters> hasNext) {
    PageSource<AdvancedSecurityRepository, AdvancedSecurityCommitters> source =
        new PageSource<>(
            "getAdvancedSecurityCommitters",
            request,
            AdvancedSecurityCommitters::repositories,
            AdvancedSecurityCommitters::totalCount,
            hasNext,
            AdvancedSecurityRepository::name);
    return new PageIterator<>(source, request);
  }

  private TypedResponse<AdvancedSecurityCommitters> response(String link, int total) {
    AdvancedSecurityRepository repository =
        AdvancedSecurityRepository.builder()
            .name("octo/" + requests)
            .advancedSecurityCommitters(1)
            .advancedSecurityCommittersBreakdown(List.of())
            .build();
    return response(link, total, List.of(repository));
  }

  @SuppressWarnings("unchecked") // Feign's builder forgets its type.
  private static TypedResponse<AdvancedSecurityCommitters> response(
      String link, int total, List<AdvancedSecurityRepository> repositories) {
    AdvancedSecurityCommitters body =
        AdvancedSecurityCommitters.builder()
            .totalAdvancedSecurityCommitters(1)
            .totalCount(total)
            .repositories(repositories)
            .build();
    Request request = Requests.get("https://api.example/a?page=1");
    return TypedResponse.<AdvancedSecurityCommitters>builder(
            Response.builder()
                .status(200)
                .request(request)
                .headers(Map.of("Link", List.of(link)))
                .build())
        .body(body)
        .build();
  }
}
