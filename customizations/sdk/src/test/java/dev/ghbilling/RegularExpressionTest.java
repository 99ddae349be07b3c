package dev.ghbilling;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A regular expression may take the square of a text's length, or worse. Each class that uses one
 * is on a list: what it reads is the server's, and a test holds its time against the length with
 * {@link dev.ghbilling.testkit.LinearTime}; or it is the application's own.
 */
class RegularExpressionTest {
  private static final Set<String> OF_THE_SERVER =
      Set.of(
          "exports.Download",
          "exports.ForeignContent",
          "exports.PartUrls",
          "internal.call.TokenAdvice",
          "internal.download.FileTransfer",
          "internal.download.StoredPart",
          "internal.page.Page",
          "internal.selection.Spelling",
          "internal.text.Redaction",
          "internal.transport.OkHttpTransport",
          "internal.transport.ServerTime",
          "internal.uri.BaseUrl",
          "internal.uri.LinkHeader",
          "internal.uri.Location");

  private static final Set<String> OF_THE_APPLICATION =
      Set.of(
          "ClientBuilder",
          "app.InstallationToken",
          "app.PemPrivateKey",
          "costcenters.Logins",
          "internal.call.RequestWriter",
          "internal.download.PartialFiles",
          "internal.proxy.NoProxy",
          "internal.proxy.ProxyServer",
          "internal.transport.StrictHostnameVerifier",
          "micrometer.MicrometerCalls");

  private static final Set<String> OF_STRING =
      Set.of("matches", "replaceAll", "replaceFirst", "split");

  @Test
  void regularExpression_isInAKnownClass() {
    Set<String> users = new TreeSet<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPath(Path.of("target/classes"))) {
      if (type.getAccessesFromSelf().stream().anyMatch(RegularExpressionTest::isRegular)) {
        users.add(type.getName().replaceFirst("^dev\\.ghbilling\\.", "").replaceFirst("\\$.*", ""));
      }
    }

    assertThat(Stream.of(OF_THE_SERVER, OF_THE_APPLICATION).flatMap(Set::stream))
        .containsExactlyInAnyOrderElementsOf(users);
  }

  private static boolean isRegular(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    return owner.isEquivalentTo(Pattern.class)
        || (owner.isEquivalentTo(String.class) && OF_STRING.contains(access.getName()));
  }
}
