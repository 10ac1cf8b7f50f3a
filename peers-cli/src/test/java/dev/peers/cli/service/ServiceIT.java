package dev.peers.cli.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.peers.cli.install.FreshHome;
import dev.peers.cli.install.FreshHome.Session;
import dev.peers.protocol.Settings;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The service and brokers on demand, with a stand-in for `systemctl` that starts what the unit
/// says.
class ServiceIT {
  private static final String SYSTEMCTL =
      """
      #!/bin/sh
      echo "$*" >>"$HOME/calls"
      unit=$HOME/.config/systemd/user/peers.service
      running=$HOME/service.pid
      case $* in
        *"start peers.service")
          # As the real one: a service that runs is not started again.
          if [ -e "$running" ] && kill -0 "$(cat "$running")" 2>/dev/null; then exit 0; fi
          program=$(sed -n 's/^ExecStart="\\([^"]*\\)" "broker" "--managed"$/\\1/p' "$unit")
          "$program" broker --managed >/dev/null 2>>"$HOME/service.err" </dev/null &
          echo $! >"$running"
          ;;
        *show*) echo ActiveState=active ;;
      esac
      """;

  @Test
  void systemd_itself_finds_nothing_wrong() throws Exception {
    assertThat(Path.of("/usr/bin/systemd-analyze"))
        .as("systemd-analyze is needed; .ci/run installs it")
        .exists();
    try (FreshHome home = FreshHome.create()) {
      Path launcher = home.program("odd % name $x", "#!/bin/sh\n");
      home.with("CLAUDE_PEERS_DB", "~/50% \"mail\".db")
          .with("PATH", home.beside("programs").toString());
      PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
      new Service(home.env(), Settings.of(home.env()), launcher, new Systemd(home.env()))
          .install(nowhere);
      Path unit = home.folder().resolve(".config/systemd/user/peers.service");
      assertThat(unit).content().contains("odd %% name $x\"");
      home.with("PATH", "/usr/bin:/bin").with("XDG_RUNTIME_DIR", home.beside("run").toString());
      FreshHome.Ran verified =
          home.run("systemd-analyze", "--user", "--man=no", "verify", unit.toString());
      assertThat(verified.err()).doesNotContain("peers.service").doesNotContain("odd");
      assertThat(verified.exitCode()).isZero();
    }
  }

  @Test
  void the_service_takes_over_and_clients_come_back_to_it() throws Exception {
    try (FreshHome home = FreshHome.create()) {
      home.program("systemctl", SYSTEMCTL);
      Path distribution = home.unpacked("one");
      assertThat(home.peers(distribution, "install").exitCode()).isZero();
      Session session = home.session();
      assertThat(session.call("list_peers")).contains("No other peers found");
      String onDemand = home.broker(distribution);
      String name = home.installed("peers", "--names").out().strip();
      assertThat(home.installed("send", name, "written before").exitCode()).isZero();

      assertThat(home.installed("service", "install").out()).contains("systemd runs the broker");
      await()
          .atMost(FreshHome.PATIENCE)
          .until(
              () -> Files.readString(home.folder().resolve("service.err")).contains(" ready on "));
      String managed = home.broker(distribution);
      assertThat(managed).isNotEqualTo(onDemand);
      assertThat(session.call("check_messages")).contains("written before");
      assertThat(home.installed("service", "status").exitCode()).isZero();

      // Whoever misses the broker from now on has the manager start it.
      Files.delete(home.folder().resolve("calls"));
      assertThat(home.installed("kill-broker").exitCode()).isZero();
      assertThat(home.broker(distribution)).isNotEqualTo(managed);
      assertThat(home.folder().resolve("calls")).content().contains("start peers.service");
      session.end();
      assertThat(home.installed("uninstall", "--purge-data").exitCode()).isZero();
      assertThat(home.files()).containsExactlyInAnyOrder("calls", "service.err", "service.pid");
    }
  }
}
