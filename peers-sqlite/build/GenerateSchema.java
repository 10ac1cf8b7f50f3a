import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/// Writes the Java classes of the database's tables: runs the migrations of production on a real
/// database in a temporary file and lets jOOQ look at what they made.
///
/// Arguments: the folder of the migrations, the folder for the sources.
final class GenerateSchema {
  private GenerateSchema() {}

  public static void main(String[] args) throws Exception {
    Path database = Files.createTempFile("peers-schema", ".db");
    try {
      String url = "jdbc:sqlite:" + database;
      migrate(url, Path.of(args[0]));
      GenerationTool.generate(configuration(url, args[1]));
    } finally {
      Files.delete(database);
    }
  }

  private static void migrate(String url, Path folder) throws IOException, SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".sql")).sorted().toList()) {
        statement.executeUpdate(Files.readString(file));
      }
    }
  }

  private static Configuration configuration(String url, String target) {
    return new Configuration()
        .withLogging(Logging.WARN)
        .withJdbc(new Jdbc().withDriver("org.sqlite.JDBC").withUrl(url))
        .withGenerator(
            new Generator()
                .withDatabase(
                    new Database()
                        .withName("org.jooq.meta.sqlite.SQLiteDatabase")
                        .withExcludes("sqlite_.*")
                        .withForcedTypes(
                            List.of(
                                new ForcedType()
                                    .withName("BOOLEAN")
                                    .withIncludeExpression(".*\\.(verified|self_wakes)"),
                                // SQLite's INTEGER has 64 bits, jOOQ's has 32.
                                new ForcedType().withName("BIGINT").withIncludeTypes("INTEGER"))))
                .withGenerate(
                    new Generate()
                        .withGlobalCatalogReferences(false)
                        .withGlobalSchemaReferences(false))
                .withTarget(
                    new Target()
                        .withPackageName("dev.peers.sqlite.internal.schema")
                        .withDirectory(target)));
  }
}
