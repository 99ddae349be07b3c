package dev.ghbilling.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SocksAndHttpProxyTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: billing.invalid\r\n\r\n";
  private static final String CONNECT = "CONNECT billing.invalid:443 HTTP/1.1\r\n";

  @AutoClose
  final RecordingServer server = new RecordingServer().respondWith(ScriptedResponse.json("{}"));

  @Test
  void socks_nameOfAHost_leadsToTheServer() throws IOException {
    try (SocksProxy proxy = new SocksProxy(server.baseUrl());
        Socket client = new Socket(proxy.proxy())) {
      client.connect(InetSocketAddress.createUnresolved("billing.invalid", 80));

      assertThat(exchange(client, GET)).endsWith("\r\n\r\n{}");
      assertThat(proxy.hosts()).containsExactly("billing.invalid");
    }
  }

  @Test
  void socks_withoutTheLoginItWants_refuses() throws IOException {
    try (SocksProxy proxy = new SocksProxy(server.baseUrl(), "octo:secret");
        Socket client = connect(proxy.proxy().address())) {
      client.getOutputStream().write(new byte[] {5, 1, 0});

      assertThat(client.getInputStream().readAllBytes()).containsExactly(5, 0xFF);
    }
  }

  @Test
  void socks_withTheLoginItWants_admits() throws IOException {
    try (SocksProxy proxy = new SocksProxy(server.baseUrl(), "octo:secret")) {
      assertThat(login(proxy, "secret")).isZero();
      assertThat(login(proxy, "guessed")).isOne();
    }
  }

  @Test
  void http_connect_leadsToTheServer() throws IOException {
    try (HttpProxy proxy = new HttpProxy(server.baseUrl());
        Socket client = connect(proxy.proxy().address())) {
      assertThat(exchange(client, CONNECT + "\r\n" + GET))
          .startsWith("HTTP/1.1 200 Connected\r\n\r\nHTTP/1.1 200 ");
      assertThat(proxy.requests()).extracting("target").containsExactly("billing.invalid:443");
    }
  }

  @Test
  void http_withoutTheLoginItWants_respondsWith407() throws IOException {
    try (HttpProxy proxy = new HttpProxy(server.baseUrl(), "octo:secret");
        Socket client = connect(proxy.proxy().address())) {
      assertThat(exchange(client, CONNECT + "\r\n"))
          .startsWith("HTTP/1.1 407 ")
          .contains("Proxy-Authenticate: Basic ");
    }
  }

  @Test
  void http_withTheLoginItWants_leadsToTheServer() throws IOException {
    String login =
        Base64.getEncoder().encodeToString("octo:secret".getBytes(StandardCharsets.US_ASCII));
    try (HttpProxy proxy = new HttpProxy(server.baseUrl(), "octo:secret");
        Socket client = connect(proxy.proxy().address())) {
      assertThat(
              exchange(client, CONNECT + "Proxy-Authorization: Basic " + login + "\r\n\r\n" + GET))
          .startsWith("HTTP/1.1 200 Connected\r\n");
    }
  }

  private static int login(SocksProxy proxy, String password) throws IOException {
    try (Socket client = connect(proxy.proxy().address())) {
      client.getOutputStream().write(new byte[] {5, 1, 2, 1, 4});
      client.getOutputStream().write("octo".getBytes(StandardCharsets.US_ASCII));
      client.getOutputStream().write(password.length());
      client.getOutputStream().write(password.getBytes(StandardCharsets.US_ASCII));
      DataInputStream in = new DataInputStream(client.getInputStream());
      assertThat(in.readNBytes(2)).containsExactly(5, 2);
      in.skipNBytes(1);
      return in.readUnsignedByte();
    }
  }

  private static Socket connect(SocketAddress address) throws IOException {
    Socket client = new Socket();
    client.connect(address);
    return client;
  }

  private static String exchange(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    client.shutdownOutput();
    return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
