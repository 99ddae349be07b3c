package dev.ghbilling.internal.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ghbilling.testkit.Regression;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoProxyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          *                               | https://api.github.com       | true
          a.example, *                    | https://api.github.com       | true
          github.com                      | https://api.github.com       | true
          github.com                      | https://github.com           | true
          GitHub.com                      | https://API.github.COM       | true
          .github.com                     | https://api.github.com       | true
          .github.com                     | https://github.com           | true
          *.github.com                    | https://api.github.com       | true
          github.com.                     | https://api.github.com       | true
          github.com                      | https://api.github.com.      | true
          a.example,,github.com           | https://api.github.com       | true
          a.example github.com            | https://api.github.com       | true
          github.com:443                  | https://api.github.com       | true
          github.com:8443                 | https://api.github.com:8443  | true
          github.com:8443                 | https://api.github.com       | false
          github.com:443                  | http://api.github.com        | false
          hub.com                         | https://api.github.com       | false
          api.github.com.evil.example     | https://api.github.com       | false
          com.example                     | https://example.com.example2 | false
          10.1.2.3                        | https://10.1.2.3             | true
          10.1.2.3:8443                   | https://10.1.2.3:8443        | true
          10.1.2.3:8443                   | https://10.1.2.3             | false
          10.1.2.3                        | https://10.1.2.30            | false
          2.3                             | https://10.1.2.3             | false
          10.0.0.0/8                      | https://10.1.2.3             | true
          10.1.2.0/23                     | https://10.1.3.255           | true
          10.1.2.0/24                     | https://10.1.3.0             | false
          0.0.0.0/0                       | https://10.1.2.3             | true
          10.0.0.0/8                      | https://ten.example          | false
          169.254/16                      | https://169.254.169.254      | true
          169.254/16                      | https://169.255.0.1          | false
          10/8                            | https://10.1.2.3             | true
          2001:db8::/32                   | https://[2001:db8:1::2]      | true
          2001:db8::/32                   | https://10.1.2.3             | false
          2001:db8::1                     | https://[2001:DB8:0::1]      | true
          [2001:db8::1]                   | https://[2001:db8::1]        | true
          [2001:db8::1]:8443              | https://[2001:db8::1]:8443   | true
          [2001:db8::1]:8443              | https://[2001:db8::1]        | false
          192.168.*                       | https://192.168.1.2          | true
          192.168.*                       | https://192.169.1.2          | false
          *hub*                           | https://api.github.com       | true
          *hub*                           | https://api.example.com      | false
          api.*.com                       | https://api.github.com       | true
          *.*.com                         | https://com                  | false
          ''                              | https://api.github.com       | false
          ', ,'                           | https://api.github.com       | false
          ''                              | http://localhost:8080        | true
          ''                              | http://127.0.0.1:8080        | true
          ''                              | http://127.1.2.3             | true
          ''                              | http://[::1]:8080            | true
          ''                              | http://localhost.example     | false
          """)
  void includes_anyEntry_asWithOtherPrograms(String value, URI url, boolean included) {
    assertThat(new NoProxy("NO_PROXY", value).includes(url)).isEqualTo(included);
  }

  @Regression(
      input = "NO_PROXY=10.0.0.0/99, [::1, http://github.com or another entry that can't be read",
      before = "passed over without a word: the proxy was used",
      now = "an error that names the variable and the entry's place")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/33",
        "10.0.0.0/x",
        "10.0.0.0/",
        "10.0.0.256/8",
        "/8",
        "10./8",
        "300/8",
        "a.example/8",
        "::/129",
        "[::1",
        "::1]",
        "[a.example]",
        "[::1]:x",
        "[10.0.0.1]:",
        "fe80::1%eth0",
        ".",
        "*.",
        "..",
        "a..example",
        ":443",
        "a.example:",
        "a.example:x",
        "a.example:99999",
        "http://a.example",
        "<local>",
        "a;b",
        "a|b",
        "\"a.example\"",
        "b\u00FCcher.example"
      })
  void includes_entryThatCannotBeRead_throws(String entry) {
    NoProxy noProxy = new NoProxy("no_proxy", "b.example " + entry);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> noProxy.includes(URI.create("https://api.github.com")))
        .withMessage(
            "no_proxy can't be read: its entry 2 must be a host, an address or a network such as"
                + " 10.0.0.0/8");
    assertThat(noProxy.includes(URI.create("https://b.example"))).isTrue();
    assertThat(noProxy.includes(URI.create("https://localhost"))).isTrue();
  }
}
