package dev.ghbilling.spec.pages;

import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * A program that writes the contract as a site that needs no network: one page that contains the
 * renderer (Redoc) and the document, and the document beside it for download.
 */
public final class Pages {
  /** An image that Redoc would load from another host. */
  private static final String LOGO = "https://cdn.redoc.ly/redoc/logo-mini.svg";

  private static final String NO_IMAGE = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src %s; style-src 'unsafe-inline'; img-src data:; worker-src blob:">
      <title>%s</title>
      <style>
      body { margin: 0; padding: 0; }
      noscript { display: block; margin: 2rem; font-family: sans-serif; }
      </style>
      </head>
      <body>
      <noscript>This page needs JavaScript. The contract itself is in openapi.yaml, beside it.</noscript>
      <main id="contract"></main>
      <script>%s</script>
      <script>%s</script>
      </body>
      </html>
      """;

  private static final String START =
      """
      Redoc.init(%s, {
        downloadUrls: [
          { title: 'openapi.yaml', url: 'openapi.yaml' },
          { title: 'openapi.json', url: 'openapi.json' },
        ],
        expandResponses: '200,201,202',
        schemasExpansionLevel: 2,
        jsonSamplesExpandLevel: 'all',
        requiredPropsFirst: true,
        sortRequiredPropsFirst: true,
        theme: {
          typography: {
            fontFamily: 'system-ui, sans-serif',
            headings: { fontFamily: 'system-ui, sans-serif' },
            code: { fontFamily: 'ui-monospace, monospace' },
          },
        },
      }, document.getElementById('contract'));
      """;

  private Pages() {}

  /**
   * Writes the site, and the samples as separate files.
   *
   * @param args the folder of the bundle, Redoc's version, the site's folder, the samples' folder
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 4) {
      throw new IllegalArgumentException("expected: BUNDLE REDOC-VERSION SITE SAMPLES");
    }
    Path bundle = Path.of(args[0]);
    Path site = Files.createDirectories(Path.of(args[2]));
    Contract contract = Contract.read(bundle.resolve("openapi.json"));
    Samples.write(contract, Path.of(args[3]));
    for (String file : List.of("openapi.yaml", "openapi.json")) {
      Files.copy(bundle.resolve(file), site.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.writeString(site.resolve("index.html"), page(contract, redoc(args[1])));
  }

  private static String page(Contract contract, String redoc) throws IOException {
    String renderer = redoc.replace(LOGO, NO_IMAGE).replace("</script", "<\\/script");
    String document =
        ContractJson.MAPPER
            .writeValueAsString(AnnotatedDocument.of(contract))
            .replace("<", "\\u003c");
    String start = "\n" + START.formatted(document);
    String title = contract.document().at("/info/title").asText();
    return PAGE.formatted(
        sourceOf(renderer) + " " + sourceOf(start),
        title.replace("&", "&amp;").replace("<", "&lt;"),
        renderer,
        start);
  }

  /** Returns the hash of a script for the content security policy, so that no other script runs. */
  private static String sourceOf(String script) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String redoc(String version) throws IOException {
    String name = "/META-INF/resources/webjars/redoc/" + version + "/redoc.standalone.js";
    try (InputStream script = Pages.class.getResourceAsStream(name)) {
      if (script == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
