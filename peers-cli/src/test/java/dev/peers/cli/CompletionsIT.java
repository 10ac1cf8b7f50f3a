package dev.peers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The completions in the shells that are made for them, all of which are needed here.
class CompletionsIT {
  private static final Path DIST = Sandbox.DISTRIBUTION;

  /// For each shell a script that prints what it offers for the command line in `$LINE`.
  private static final Map<String, String> SHELLS =
      Map.of(
          "bash",
          """
          source "$SHARE/bash-completion/completions/peers"
          read -ra COMP_WORDS <<<"$LINE"
          [[ $LINE == *' ' ]] && COMP_WORDS+=('')
          COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
          _peers
          printf '%s\\n' "${COMPREPLY[@]}"
          """,
          "fish",
          """
          source "$SHARE/fish/vendor_completions.d/peers.fish"
          complete -C "$LINE"
          """,
          "zsh",
          """
          zmodload zsh/zpty
          zpty shell zsh -f -i
          zpty -w shell 'PROMPT=; fpath=("$SHARE/zsh/site-functions" $fpath); autoload -U compinit'
          zpty -w shell 'compinit -D -u; zstyle ":completion:*" list-separator "#"; LISTMAX=1000'
          zpty -w shell 'offered() { compadd() { builtin compadd "$@"; local -a found;
            builtin compadd -O found "$@"; print -rl -- $found >>"$OFFERED" }; _main_complete }'
          zpty -w shell 'zle -C offered complete-word offered; bindkey "^T" offered; print rea""dy'
          zpty -r -m shell line '*ready*'
          zpty -w -n shell "$LINE"$'\\C-T'
          for ((i = 0; i < 100; i++)); do [[ -s $OFFERED ]] && break; sleep 0.1; done
          sleep 1
          cat "$OFFERED"
          """);

  @Test
  void commands_options_words_and_live_peers_are_offered() throws Exception {
    try (Sandbox sandbox = Sandbox.create()) {
      Path programs = Files.createDirectory(sandbox.home().resolve("programs"));
      Files.createSymbolicLink(programs.resolve("peers"), DIST.resolve("bin/peers"));
      sandbox
          .with("PATH", programs + ":" + System.getenv("PATH"))
          .with("SHARE", DIST.resolve("share").toString())
          .with("OFFERED", sandbox.home().resolve("offered").toString());
      sandbox.startBroker();
      Process agent = sandbox.sleeper();
      sandbox.register(agent.pid(), agent.pid(), "/work/poker-engine");
      for (String shell : SHELLS.keySet().stream().sorted().toList()) {
        assertThat(isAtHand(shell)).as("%s is needed; .ci/run installs it", shell).isTrue();
        check(sandbox, shell);
      }
    }
  }

  private static void check(Sandbox sandbox, String shell) throws Exception {
    assertThat(offered(sandbox, shell, "peers s")).as(shell).contains("send", "status", "service");
    assertThat(offered(sandbox, shell, "peers send ")).as(shell).containsExactly("poker-engine");
    assertThat(offered(sandbox, shell, "peers wait --from "))
        .as(shell)
        .containsExactly("poker-engine");
    assertThat(offered(sandbox, shell, "peers service "))
        .as(shell)
        .containsExactlyInAnyOrder("install", "uninstall", "status", "logs");
    assertThat(offered(sandbox, shell, "peers mcp --client-type co"))
        .as(shell)
        .containsExactly("codex");
    assertThat(offered(sandbox, shell, "peers messages --f")).as(shell).contains("--follow");
  }

  private static List<String> offered(Sandbox sandbox, String shell, String line) throws Exception {
    Files.deleteIfExists(sandbox.home().resolve("offered"));
    sandbox.with("LINE", line);
    Sandbox.Result result = sandbox.run(List.of(shell, "-c", SHELLS.getOrDefault(shell, "")));
    return result
        .out()
        .lines()
        .map(word -> word.replaceAll("[\t ].*", ""))
        .filter(word -> !word.isEmpty())
        .distinct()
        .toList();
  }

  private static boolean isAtHand(String program) {
    return List.of("/usr/bin/", "/bin/", "/usr/local/bin/").stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder + program)));
  }
}
