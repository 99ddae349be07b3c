package dev.ghbilling.conformance.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyBypassTest {
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
          10.0.0.0/33                     | https://10.1.2.3             | false
          10.0.0.0/x                      | https://10.1.2.3             | false
          10.0.0.0/8                      | https://ten.example          | false
          2001:db8::/32                   | https://[2001:db8:1::2]      | true
          2001:db8::/32                   | https://10.1.2.3             | false
          2001:db8::1                     | https://[2001:DB8:0::1]      | true
          [2001:db8::1]                   | https://[2001:db8::1]        | true
          [2001:db8::1]:8443              | https://[2001:db8::1]:8443   | true
          [2001:db8::1]:8443              | https://[2001:db8::1]        | false
          ''                              | https://api.github.com       | false
          ', ,'                           | https://api.github.com       | false
          .                               | https://api.github.com       | false
          :443                            | https://api.github.com       | false
          ''                              | http://localhost:8080        | true
          ''                              | http://127.0.0.1:8080        | true
          ''                              | http://127.1.2.3             | true
          ''                              | http://[::1]:8080            | true
          ''                              | http://localhost.example     | false
          """)
  void includes_anyEntry_asWithOtherPrograms(String value, URI url, boolean included) {
    assertThat(new ProxyBypass(value).includes(url)).isEqualTo(included);
  }
}
