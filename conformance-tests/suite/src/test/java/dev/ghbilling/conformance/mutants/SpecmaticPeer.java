package dev.ghbilling.conformance.mutants;

import dev.ghbilling.conformance.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Specmatic, with the tests that it generates from the schemas.
 *
 * @param jar the installed program
 * @param name its name and version
 */
record SpecmaticPeer(Path jar, String name) implements Peer {
  /** A line of a failure that says what of the response differs. */
  private static final Pattern PLACE = Pattern.compile(">> \\S+");

  static SpecmaticPeer in(Path target) throws IOException {
    String version =
        Files.readString(target.resolve("specmatic/installed.txt"))
            .replaceFirst("(?s)specmatic==(\\S+).*", "$1");
    return new SpecmaticPeer(
        target.resolve("specmatic/specmatic/core/specmatic.jar"), "Specmatic " + version);
  }

  @Override
  public String settings() {
    return "has no seed; generative, one combination of each operation";
  }

  @Override
  public Set<String> failures(ProxiedSandbox sandbox, Mutant server, Path contract, Path folder)
      throws IOException, InterruptedException {
    ProcessBuilder process =
        new ProcessBuilder(
            "java",
            "-jar",
            jar.toString(),
            "test",
            contract.toString(),
            "--testBaseURL=" + sandbox.proxy().url(),
            "--junitReportDir=junit");
    process
        .environment()
        .putAll(
            Map.of(
                // The name of the contract's security scheme.
                "token",
                CommandRun.TOKEN,
                "SPECMATIC_GENERATIVE_TESTS",
                "true",
                "MAX_TEST_REQUEST_COMBINATIONS",
                "1"));
    Peer.run(folder, process);
    try {
      return failures(
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(folder.resolve("junit/TEST-junit-jupiter.xml").toFile())
              .getElementsByTagName("failure"));
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(e);
    }
  }

  private static Set<String> failures(NodeList elements) throws IOException {
    Set<String> failures = new HashSet<>();
    for (int i = 0; i < elements.getLength(); i++) {
      Element failure = (Element) elements.item(i);
      String test = ((Element) failure.getParentNode()).getAttribute("name");
      if (!test.contains("Scenario: ")) {
        throw new IOException(test + ": " + failure.getAttribute("message"));
      }
      String places =
          PLACE
              .matcher(failure.getAttribute("message"))
              .results()
              .map(place -> place.group().replaceAll("\\d+", "0"))
              .distinct()
              .sorted()
              .collect(Collectors.joining(" "));
      failures.add(test.substring(test.lastIndexOf(" > ") + 3) + " " + places);
    }
    return failures;
  }
}
