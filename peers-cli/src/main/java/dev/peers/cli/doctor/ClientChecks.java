package dev.peers.cli.doctor;

import dev.peers.cli.setup.Examination;
import dev.peers.cli.setup.Examination.Examined;
import dev.peers.cli.setup.Observation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The agents' clients: their versions, and what their configurations say.
final class ClientChecks {
  /// What peers was tried with.
  private static final Map<String, String> TRIED =
      Map.of(
          "claude-code", "2.1.330", "codex", "0.171.0", "gemini", "0.61.0", "opencode", "1.18.33");

  private ClientChecks() {}

  static List<Finding> clients(Patient patient) {
    List<Examined> clients =
        Examination.all(
            patient.env(),
            patient.home(),
            Path.of("").toAbsolutePath(),
            patient.distribution().orElse(Path.of("/")));
    // All at once: each takes its time to start.
    List<VersionAnswer> versions =
        clients.stream().map(client -> VersionAnswer.ask(patient, client.program())).toList();
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < clients.size(); i++) {
      Examined client = clients.get(i);
      findings.add(
          versions.get(i).finding(client.name(), TRIED.getOrDefault(client.name(), "none")));
      client.observations().forEach(seen -> findings.add(finding(client.name(), seen)));
    }
    return findings.isEmpty()
        ? List.of(
            Finding.warning(
                "clients",
                "no agent client was found",
                "install one of those that 'peers setup --help' names"))
        : findings;
  }

  private static Finding finding(String client, Observation seen) {
    return switch (seen.state()) {
      case FINE -> Finding.ok(client, seen.what());
      case WANTING -> Finding.warning(client, seen.what(), seen.advice());
      case BROKEN -> Finding.broken(client, seen.what(), seen.advice());
    };
  }
}
