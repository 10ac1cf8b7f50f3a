package dev.peers.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peers.cli.install.FreshHome;
import dev.peers.protocol.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/// The service's files, and what the managers are told; small programs stand in for them.
class ServiceTest {
  /// What Apple's rules say of the elements that we write.
  private static final String RULES =
      """
      <!ELEMENT plist (dict)>
      <!ATTLIST plist version CDATA #REQUIRED>
      <!ELEMENT dict (key, (string|integer|true|false|array|dict))*>
      <!ELEMENT array (string)*>
      <!ELEMENT key (#PCDATA)>
      <!ELEMENT string (#PCDATA)>
      <!ELEMENT integer (#PCDATA)>
      <!ELEMENT true EMPTY>
      <!ELEMENT false EMPTY>
      """;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
  private FreshHome home;
  private Path calls;
  private Path unit;

  @BeforeEach
  void create() throws Exception {
    home = FreshHome.create();
    home.with("PATH", home.beside("programs").toString());
    calls = home.folder().resolve("calls");
    unit = home.folder().resolve(".config/systemd/user/peers.service");
  }

  @AfterEach
  void close() throws Exception {
    home.close();
  }

  @Test
  void it_is_written_started_left_alone_and_removed() throws Exception {
    recording("systemctl", "echo ActiveState=active");
    assertThat(systemd().install(out)).isTrue();
    assertThat(unit)
        .content()
        .contains("ExecStart=\"/opt/peers\" \"broker\" \"--managed\"\n")
        .contains("Restart=on-failure\n");
    assertThat(calls)
        .hasContent(
            """
            --user daemon-reload
            --user enable peers.service
            --user restart peers.service
            """);
    Files.delete(calls);
    assertThat(systemd().install(out)).isTrue();
    assertThat(calls).content().contains("--user start peers.service").doesNotContain("restart");
    assertThat(systemd().status(out)).isTrue();
    assertThat(systemd().uninstall(out)).isTrue();
    assertThat(calls).content().contains("--user disable --now peers.service");
    assertThat(home.files()).doesNotContain(".config/systemd/user", ".config/systemd");
    assertThat(systemd().uninstall(out)).isFalse();
    assertThat(systemd().status(out)).isFalse();
  }

  @Test
  void without_a_manager_it_says_what_to_do_by_hand() {
    assertThat(systemd().install(out)).isFalse();
    assertThat(unit).exists();
    assertThat(printed())
        .contains("There is no systemctl here")
        .contains("  systemctl --user daemon-reload\n")
        .contains("  systemctl --user enable peers.service\n");
    assertThat(systemd().restart()).isFalse();
    assertThat(systemd().uninstall(out)).isTrue();
    assertThat(unit).doesNotExist();
  }

  @Test
  void a_manager_that_refuses_is_quoted() throws Exception {
    home.program("systemctl", "#!/bin/sh\necho no bus\nexit 1\n");
    assertThatThrownBy(() -> systemd().install(out))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("'systemctl --user daemon-reload' failed: no bus");
    assertThat(printed())
        .contains("Once systemd can be reached, do:\n  systemctl --user daemon-reload");
    assertThat(systemd().status(out)).isFalse();
  }

  @Test
  void a_file_of_somebody_else_and_a_link_are_left_alone() throws Exception {
    Files.createDirectories(unit.getParent());
    Files.writeString(unit, "[Service]\n");
    assertThatThrownBy(() -> systemd().install(out))
        .hasMessageContaining("was not written by peers");
    assertThat(systemd().uninstall(out)).isFalse();
    assertThat(unit).hasContent("[Service]");
    Path elsewhere = Files.move(unit, home.folder().resolve("elsewhere"));
    Files.createSymbolicLink(unit, elsewhere);
    assertThatThrownBy(() -> systemd().install(out))
        .hasMessageContaining("was not written by peers");
    assertThat(elsewhere).hasContent("[Service]");
  }

  @Test
  void settings_of_the_broker_are_passed_on_and_secrets_are_not() throws Exception {
    home.with("CLAUDE_PEERS_PORT", "7900")
        .with("CLAUDE_PEERS_TOKEN", "secret-of-a-client")
        .with("CLAUDE_PEERS_DB", "~/50% \"mail\" $HOME.db");
    systemd().install(out);
    assertThat(unit)
        .content()
        .contains("Environment=\"CLAUDE_PEERS_PORT=7900\"\n")
        .contains("Environment=\"CLAUDE_PEERS_DB=~/50%% \\\"mail\\\" $HOME.db\"\n")
        .contains("Environment=\"CLAUDE_PEERS_SOCKET=" + home.folder())
        .doesNotContain("secret-of-a-client");
    home.with("CLAUDE_PEERS_DB", "/tmp/a\nExecStartPre=/bin/false");
    assertThatThrownBy(() -> systemd().install(out)).hasMessageContaining("control character");
  }

  @Test
  void clients_have_the_manager_start_the_broker_of_its_own_socket_only() {
    assertThat(starter()).isEmpty();
    systemd().install(out);
    assertThat(starter()).isEqualTo("systemctl --user --quiet start peers.service");
    home.with("CLAUDE_PEERS_SOCKET", home.folder() + "/other.sock");
    assertThat(starter()).isEmpty();
  }

  @Test
  void launchd_gets_a_file_that_follows_its_rules() throws Exception {
    home.with("CLAUDE_PEERS_DB", "~/a <b> & c.db");
    recording("launchctl", "echo 'state = running'");
    Service service = launchd();
    assertThat(service.install(out)).isTrue();
    Path file = home.folder().resolve("Library/LaunchAgents/com.minoan.claude-peers-broker.plist");
    Document plist = parse(Files.readString(file));
    assertThat(plist.getElementsByTagName("string").item(0).getTextContent())
        .isEqualTo("com.minoan.claude-peers-broker");
    assertThat(plist.getDocumentElement().getTextContent())
        .contains("/opt/peers", "--managed", "~/a <b> & c.db");
    String domain = "gui/" + Files.getAttribute(home.folder(), "unix:uid");
    assertThat(calls)
        .hasContent(
            "bootstrap %1$s %2$s\nkickstart %1$s/com.minoan.claude-peers-broker"
                .formatted(domain, file));
    assertThat(service.status(out)).isTrue();
    assertThat(service.restart()).isTrue();
    assertThat(calls).content().contains("kickstart -k " + domain);
    assertThat(service.uninstall(out)).isTrue();
    assertThat(calls).content().contains("bootout " + domain);
    assertThat(file).doesNotExist();
  }

  @Test
  void the_label_of_launchd_is_a_setting() throws Exception {
    home.with("CLAUDE_PEERS_SERVICE_LABEL", "com.example.broker");
    launchd().install(out);
    Path file = home.folder().resolve("Library/LaunchAgents/com.example.broker.plist");
    Document plist = parse(Files.readString(file));
    assertThat(plist.getElementsByTagName("string").item(0).getTextContent())
        .isEqualTo("com.example.broker");
  }

  @Test
  void the_rules_refuse_what_is_no_property_list() {
    assertThatThrownBy(() -> parse(LAUNCHD_WITHOUT_A_VALUE)).isInstanceOf(SAXException.class);
  }

  private static final String LAUNCHD_WITHOUT_A_VALUE =
      "<!DOCTYPE plist SYSTEM \"x\"><plist version=\"1.0\"><dict><key>Label</key></dict></plist>";

  private static Document parse(String text) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setValidating(true);
    DocumentBuilder builder = factory.newDocumentBuilder();
    builder.setEntityResolver((name, place) -> new InputSource(new StringReader(RULES)));
    builder.setErrorHandler(
        new DefaultHandler() {
          @Override
          public void error(SAXParseException e) throws SAXException {
            throw e;
          }
        });
    return builder.parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void recording(String name, String answer) throws Exception {
    home.program(name, "#!/bin/sh\necho \"$*\" >>'" + calls + "'\n" + answer + "\n");
  }

  private Settings settings() {
    return Settings.of(home.env());
  }

  private Service systemd() {
    return new Service(home.env(), settings(), Path.of("/opt/peers"), new Systemd(home.env()));
  }

  private Service launchd() {
    Map<String, String> env = home.env();
    Launchd launchd = new Launchd(env, settings().serviceLabel(), settings().logFile());
    return new Service(env, settings(), Path.of("/opt/peers"), launchd);
  }

  private String starter() {
    return new Service(home.env(), settings(), Path.of("/"), new Systemd(home.env()))
        .startScript()
        .orElse("");
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
