package dev.ghbilling.internal.page;

import feign.TypedResponse;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How the pages of a list are requested and read.
 *
 * @param operation the operation's id, for messages
 * @param request requests a page
 * @param elements returns the elements of a page
 * @param total returns how many elements there are on all pages
 * @param hasNext returns whether a page says that another one follows; null where a {@code Link}
 *     header says so, or only the total does
 * @param key returns what tells an element from others, of which the first one with a key is
 *     returned; null for an element that nothing tells from others, which is always returned
 * @param <T> the type of an element
 * @param <P> the type of a page
 */
public record PageSource<T, P>(
    String operation,
    Function<Page, TypedResponse<P>> request,
    Function<P, List<T>> elements,
    ToLongFunction<P> total,
    @Nullable Predicate<P> hasNext,
    Function<T, @Nullable String> key) {}
