package dev.ghbilling.conformance.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ghbilling.testkit.Regression;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyVariablesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          *                   | https://api.github.com       | true
          a.example, *        | https://api.github.com       | true
          GitHub.com          | https://API.github.com       | true
          .github.com         | https://github.com           | true
          *.github.com        | https://api.github.com       | true
          a.example,,b        | https://api.github.com       | false
          github.com:443      | https://api.github.com       | true
          github.com:8443     | https://api.github.com       | false
          hub.com             | https://api.github.com       | false
          api.github.com.evil | https://api.github.com       | false
          10.1.2.3:8443       | https://10.1.2.3:8443        | true
          2.3                 | https://10.1.2.3             | false
          2001:db8::1         | https://[2001:DB8::1]        | true
          [2001:db8::1]:8443  | https://[2001:db8::1]:8443   | true
          [2001:db8::1]:8443  | https://[2001:db8::1]        | false
          10.0.0.0/8          | https://ten.example          | false
          10.0.0.0/99         | http://127.1.2.3             | true
          ''                  | http://localhost:8080        | true
          ''                  | http://[::1]:8080            | true
          ''                  | http://localhost.example     | false
          """)
  void proxy_ofAHostInNoProxy_isNone(String noProxy, URI url, boolean none) {
    assertThat(variables(noProxy).proxy(url).isEmpty()).isEqualTo(none);
  }

  @Regression(
      input = "conformance with NO_PROXY=*foo*, [::1, or a network for a host that is an address",
      before = "*foo* and [::1 were passed over without a word",
      now = "one line names the variable")
  @ParameterizedTest
  @CsvSource({
    "*foo*, https://api.github.com",
    "http://a.example, https://api.github.com",
    "a.example <local>, https://api.github.com",
    "10.0.0.0/x, https://api.github.com",
    "10.0.0.0/8, https://10.1.2.3"
  })
  void proxy_withAnUnreadableNoProxy_throws(String noProxy, URI url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> variables(noProxy).proxy(url))
        .withMessageStartingWith("no_proxy has an entry that conformance can't read");
  }

  private static ProxyVariables variables(String noProxy) {
    return new ProxyVariables(Map.of("ALL_PROXY", "http://proxy.invalid", "no_proxy", noProxy));
  }
}
