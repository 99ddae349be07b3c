package dev.ghbilling.ledger.page;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import dev.ghbilling.ledger.store.TextResource;
import java.io.StringReader;
import java.util.regex.Pattern;

/** A template that escapes all that is put into it. */
final class Template {
  /** What would end a line of a table, or reorder its text. */
  private static final Pattern NOT_IN_LINE =
      Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\u202a-\\u202e\\u2066-\\u2069]");

  /** The page. */
  static final Template HTML = new Template("bill.html", Escapers.HTML);

  /** The same in GitHub's Markdown, in which a text is shown as it is. */
  static final Template MARKDOWN =
      new Template("bill.md", text -> MarkdownText.of(NOT_IN_LINE.matcher(text).replaceAll(" ")));

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

  private static String read(String resource) {
    return TextResource.of(Template.class, resource);
  }
}
