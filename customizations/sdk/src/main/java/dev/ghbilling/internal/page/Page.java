package dev.ghbilling.internal.page;

import dev.ghbilling.internal.uri.LinkHeader;
import feign.TypedResponse;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A page to request.
 *
 * @param number the number of the page, from 1
 * @param size the number of elements on a page, 1 to 100
 */
public record Page(int number, int size) {
  static final int MAX_SIZE = 100;
  static final Page FIRST = new Page(1, MAX_SIZE);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException when one is out of bounds
   */
  public Page {
    if (number < 1) {
      throw new IllegalArgumentException("the page must be at least 1, was " + number);
    }
    if (size < 1 || size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "the size of a page must be 1 to %d, was %d".formatted(MAX_SIZE, size));
    }
  }

  /** Returns the page after this one. */
  Page next() {
    return new Page(number + 1, size);
  }

  /** Returns the page that the {@code Link} header names as next. Only its numbers are used. */
  Optional<Page> linked(TypedResponse<?> response) {
    return LinkHeader.parse(response.headers().getOrDefault("Link", List.of()))
        .sameOrigin("next", URI.create(response.request().url()))
        .map(URI::getRawQuery)
        .flatMap(query -> number("page=", query).flatMap(number -> page(number, query)));
  }

  /**
   * Returns the page to request when no link names one: that of the next element, assuming that all
   * pages are as long as this one turned out to be.
   *
   * @param arrived the number of elements on this page
   * @param seen the number of different elements so far
   */
  Page following(int arrived, int seen) {
    int actual = arrived > 0 && arrived < size ? arrived : size;
    int containing = seen / actual + 1;
    return new Page(actual < size ? containing : Math.max(containing, number + 1), actual);
  }

  private Optional<Page> page(int number, String query) {
    int wanted = number("per_page=", query).orElse(size);
    return number < 1 || wanted < 1 || wanted > MAX_SIZE
        ? Optional.empty()
        : Optional.of(new Page(number, wanted));
  }

  /** Returns the value of the first parameter that begins so and is a number. */
  private static Optional<Integer> number(String beginning, String query) {
    return Arrays.stream(query.split("&"))
        .filter(parameter -> parameter.startsWith(beginning))
        .map(parameter -> parameter.substring(beginning.length()))
        .filter(value -> value.matches("[0-9]{1,9}"))
        .map(Integer::valueOf)
        .findFirst();
  }
}
