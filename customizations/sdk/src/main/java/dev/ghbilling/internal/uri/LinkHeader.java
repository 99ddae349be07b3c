package dev.ghbilling.internal.uri;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The links of a {@code Link} header (RFC 8288). Anything that isn't a link is skipped.
 *
 * @param links the links in their order
 */
public record LinkHeader(List<Link> links) {
  /**
   * A link.
   *
   * @param target the URL as it was sent, which may be relative
   * @param relations its relation types, in lower case
   */
  public record Link(String target, Set<String> relations) {
    public Link {
      relations = Set.copyOf(relations);
    }
  }

  public LinkHeader {
    links = List.copyOf(links);
  }

  /** Parses the values of all {@code Link} headers of a response. */
  public static LinkHeader parse(Collection<String> lines) {
    List<Link> links = new ArrayList<>();
    lines.forEach(line -> new Parser(line).readInto(links));
    return new LinkHeader(links);
  }

  /** Returns whether the headers of a response name a next page. */
  public static boolean namesNext(Map<String, Collection<String>> headers) {
    return parse(headers.getOrDefault("Link", List.of())).links().stream()
        .anyMatch(link -> link.relations().contains("next"));
  }

  /**
   * Returns the URL of the first link with the relation, provided that it has the same origin as
   * the request and no user.
   *
   * @param relation the relation type, in lower case
   * @param request the URL of the request, against which relative links are resolved
   */
  public Optional<URI> sameOrigin(String relation, URI request) {
    for (Link link : links) {
      if (link.relations().contains(relation)) {
        return resolved(link.target(), request).filter(target -> Origin.same(request, target));
      }
    }
    return Optional.empty();
  }

  private static Optional<URI> resolved(String target, URI request) {
    try {
      return Optional.of(Location.resolved(request, URI.create(target)))
          .filter(url -> url.getScheme() != null && url.getRawUserInfo() == null);
    } catch (IllegalArgumentException notAnUrl) {
      return Optional.empty();
    }
  }

  /** Reads one line from left to right. */
  private static final class Parser {
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    void readInto(List<Link> links) {
      while (at < text.length()) {
        skip(" \t,");
        if (peek() == '<') {
          int end = text.indexOf('>', at);
          if (end < 0) {
            return; // Nothing that follows can be a link.
          }
          String target = text.substring(at + 1, end).strip();
          at = end + 1;
          links.add(new Link(target, relations()));
        }
        toNextLink();
      }
    }

    /** Reads the parameters of a link; of several {@code rel}, the first one counts. */
    private Set<String> relations() {
      Set<String> relations = null;
      skip(" \t");
      while (peek() == ';') {
        at++;
        skip(" \t");
        String name = token().toLowerCase(Locale.ROOT);
        skip(" \t");
        String value = "";
        if (peek() == '=') {
          at++;
          skip(" \t");
          value = peek() == '"' ? quoted() : token();
          skip(" \t");
        }
        if (name.equals("rel") && relations == null) {
          relations = distinct(value);
        }
      }
      return relations == null ? Set.of() : relations;
    }

    private static Set<String> distinct(String value) {
      String words = value.toLowerCase(Locale.ROOT).strip();
      return words.isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(SPACES.split(words)));
    }

    private String token() {
      int from = at;
      while (at < text.length() && " \t;,=\"".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(from, at);
    }

    /** Reads a quoted text, without its quotes and backslashes. */
    private String quoted() {
      StringBuilder value = new StringBuilder();
      for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
        if (text.charAt(at) == '\\' && at + 1 < text.length()) {
          at++;
        }
        value.append(text.charAt(at));
      }
      at = Math.min(text.length(), at + 1);
      return value.toString();
    }

    /** Skips the rest of a link, quoted commas included. */
    private void toNextLink() {
      while (at < text.length() && text.charAt(at) != ',') {
        if (text.charAt(at) == '"') {
          quoted();
        } else {
          at++;
        }
      }
    }

    private void skip(String characters) {
      while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    private char peek() {
      return at < text.length() ? text.charAt(at) : '\0';
    }
  }
}
