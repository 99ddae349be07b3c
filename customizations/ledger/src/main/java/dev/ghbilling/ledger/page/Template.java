package dev.ghbilling.ledger.page;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A template that escapes all that is put into it. */
final class Template {
  private static final Pattern MARKDOWN_SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>|~&$#]");

  /** What would end a line of a table, or reorder its text. */
  private static final Pattern NOT_IN_LINE =
      Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\u202a-\\u202e\\u2066-\\u2069]");

  /** The page. */
  static final Template HTML = new Template("bill.html", Escapers.HTML);

  /** The same in GitHub's Markdown, in which a text becomes no link, image or HTML. */
  static final Template MARKDOWN = new Template("bill.md", Template::markdown);

  private final com.samskivert.mustache.Template template;

  private Template(String resource, Mustache.Escaper escaper) {
    template =
        Mustache.compiler()
            .withEscaper(escaper)
            .withLoader(name -> new StringReader(read(name)))
            .compile(read(resource));
  }

  /** Returns the document of a bill. */
  String fill(BillView view) {
    return template.execute(view);
  }

  private static String markdown(String text) {
    String line = NOT_IN_LINE.matcher(text).replaceAll(" ");
    return MARKDOWN_SPECIAL.matcher(line).replaceAll("\\\\$0");
  }

  private static String read(String resource) {
    try (InputStream in = Template.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the resource %s is missing".formatted(resource));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
