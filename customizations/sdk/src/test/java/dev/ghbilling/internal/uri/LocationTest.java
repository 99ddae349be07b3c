package dev.ghbilling.internal.uri;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.testkit.LinearTime;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {
  private static final URI FROM = URI.create("https://api.example/a/b?c=d");

  @Test
  void location_ofAnyText_takesLinearTime() throws InterruptedException {
    LinearTime.require(text -> Location.resolve(FROM, text));
    assertThat(Location.resolve(FROM, "/" + "a".repeat(16 * 1024))).isEmpty();
    assertThat(Location.resolve(FROM, "/" + "a".repeat(16 * 1024 - 1))).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "https://h/x?sig=a%2Fb+c=&se=1 https://h/x?sig=a%2Fb+c=&se=1",
        "https://h/x?sig=a|b^c https://h/x?sig=a%7Cb%5Ec",
        "https://h/é https://h/%C3%A9",
        "https://h/€#part https://h/%E2%82%AC",
        "//h/x https://h/x",
        "/x https://api.example/x",
        "x https://api.example/a/x",
        "?e=f https://api.example/a/b?e=f",
        "#part https://api.example/a/b?c=d",
        "https://[::1]:8443/x https://[::1]:8443/x",
        "HTTPS://h/x HTTPS://h/x"
      })
  void resolve_ofALocation_returnsTheUrl(String location, String address) {
    assertThat(Location.resolve(FROM, location)).contains(URI.create(address));
  }

  @Test
  void resolve_withSpaces_stripsOuterAndEncodesInner() {
    assertThat(Location.resolve(FROM, " /a b ")).contains(URI.create("https://api.example/a%20b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://h/x",
        "mailto:x",
        "https://",
        "https://[/",
        "https://h:99999/",
        "https:/x",
        "%zz"
      })
  void resolve_ofAnUnusableLocation_isEmpty(String location) {
    assertThat(Location.resolve(FROM, location)).isEmpty();
  }
}
