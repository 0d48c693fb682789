package io.rungate.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rungate.lint.PackLint;
import io.rungate.pack.PackException;
import io.rungate.pack.PackProblem;
import io.rungate.pack.RuleSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Rules that would do something else than conclude: none is ever run. */
class HostileRulesTest {
  @TempDir Path temp;

  /**
   * A hostile rule.
   *
   * @param links true where it also names what no rule may link to; a loop names nothing
   */
  private record Hostile(String what, String header, String when, String then, boolean links) {
    String file() {
      return "package hostile;\nimport io.rungate.fact.BooleanField;\nimport io.rungate.fact.Topology;\n"
          + (header.isEmpty() ? "" : header + "\n")
          + "\nrule \"hostile\"\n  @why( \"x\" )\nwhen\n  "
          + when
          + "\nthen\n  "
          + then
          + "\nend\n";
    }
  }

  private static final String FLAG = "$f : BooleanField( field == \"on\" )";
  private static final String CONCLUDES = "insertLogical( new Topology( \"x\" ) );";

  private static Hostile then(String what, String then) {
    return new Hostile(what, "", FLAG, then, true);
  }

  private static Hostile inside(String what, String argument) {
    return then(what, "insertLogical( new Topology( " + argument + " ) );");
  }

  private static Hostile when(String what, String when) {
    return new Hostile(what, "", when, CONCLUDES, true);
  }

  private static Hostile header(String what, String header, String when) {
    return new Hostile(what, header, when, CONCLUDES, true);
  }

  private Hostile endless(String what, String when, String then) {
    return new Hostile(what, "", when, then, false);
  }

  private static Hostile pattern(String constraint) {
    String header = "import io.rungate.fact.TextField;";
    return new Hostile(constraint, header, "TextField( " + constraint + " )", CONCLUDES, false);
  }

  private List<Hostile> rules() {
    return List.of(
        inside(
            "reads a file",
            "java.nio.file.Files.readString( java.nio.file.Path.of( \"/etc/passwd\" ) )"),
        inside("reads through a scanner", "new java.util.Scanner( System.in ).nextLine()"),
        then("opens a socket", "new java.net.Socket( \"localhost\", 80 );"),
        then("fetches an address", "new java.net.URL( \"http://localhost\" ).openStream();"),
        then("starts a process", "Runtime.getRuntime().exec( \"id\" );"),
        then("builds a process", "new ProcessBuilder( \"id\" ).start();"),
        then("exits", "System.exit( 0 );"),
        then("stops the machine", "Runtime.getRuntime().halt( 0 );"),
        inside("loads a class", "Class.forName( \"java.lang.Runtime\" ).getName()"),
        inside("asks for a class", "$f.getClass().getName()"),
        inside("asks for a class loader", "$f.getClass().getClassLoader().toString()"),
        then("reflects", "$f.getClass().getDeclaredFields()[0].setAccessible( true );"),
        then("looks up a method handle", "java.lang.invoke.MethodHandles.lookup();"),
        inside("reads a variable", "System.getenv( \"HOME\" )"),
        inside("reads a property", "System.getProperty( \"user.home\" )"),
        inside("reads a property by number", "\"\" + Integer.getInteger( \"x\" )"),
        then("sets a property", "System.setProperty( \"x\", \"y\" );"),
        then("prints", "System.out.println( \"x\" );"),
        then("starts a thread", "new Thread( () -> {} ).start();"),
        then("waits", "$f.wait();"),
        then("sleeps", "Thread.sleep( 100000 );"),
        then("refers to a method", "java.util.function.Supplier<Runtime> s = Runtime::getRuntime;"),
        inside("repeats a text", "\"x\".repeat( 2000000000 )"),
        inside("raises to a power", "java.math.BigInteger.TWO.pow( 2000000000 ).toString()"),
        inside("shifts", "java.math.BigInteger.ONE.shiftLeft( 2000000000 ).toString()"),
        inside("replaces in a text", "$f.given().replace( \"\", \"xxxxxxxx\" )"),
        then("halts the session", "drools.halt();"),
        then("takes the session", "drools.getKieRuntime();"),
        then("inserts a fact that stays", "insert( new Topology( \"x\" ) );"),
        then("deletes a fact", "delete( $f );"),
        then("updates a fact", "update( $f );"),
        when("reads a variable in a condition", "BooleanField( field == System.getenv( \"A\" ) )"),
        when("runs code in an eval", "eval( System.getenv( \"A\" ) != null )"),
        when("asks for a class in a condition", "BooleanField( getClass().getName() == \"x\" )"),
        when(
            "accumulates by code",
            "$n : Number() from accumulate( BooleanField(), init( int n = 0; System.exit( 0 ); ) action( n++; ) result( n ) )"),
        when(
            "collects from code",
            "$t : Topology() from java.util.List.of( new Topology( System.getenv( \"A\" ) ) )"),
        header(
            "has a function",
            "function boolean f() { System.exit( 0 ); return true; }",
            FLAG + "\n  eval( f() )"),
        header(
            "imports a function",
            "import function java.lang.System.getenv;",
            "BooleanField( field == getenv( \"A\" ) )"),
        header(
            "declares a type with code",
            "declare Evil\n  home : String = System.getenv( \"HOME\" )\nend",
            FLAG),
        header("declares a type of the machine's", "declare Evil\n  p : ProcessBuilder\nend", FLAG),
        header("has a global", "global java.io.PrintStream out", FLAG),
        endless("loops for ever", FLAG, "while ( true ) {}"),
        endless("loops before it concludes", FLAG, "for ( int i = 0; i < 1; ) {} " + CONCLUDES),
        endless(
            "loops in a condition",
            "$f : BooleanField( ( () -> { while ( true ) {} } ) != null )",
            CONCLUDES),
        endless("allocates an array", FLAG, "int[] a = new int[2000000000]; " + CONCLUDES),
        endless(
            "allocates in its argument",
            FLAG,
            "insertLogical( new Topology( new String( new char[2000000000] ) ) );"),
        pattern("value matches \"((x|xx)+)+(?<!q)\\\\2y\""),
        inside("asks for the time", "java.time.Instant.now().toString()"),
        pattern("value not matches \"x\""),
        pattern("value soundslike \"x\""),
        pattern("fits( \"(?<!q)y\" )"),
        pattern("fits( \"(x)\\\\1\" )"),
        pattern("$name : field, fits( $name )"),
        endless("throws", FLAG, "throw new RuntimeException();"));
  }

  @TestFactory
  Stream<DynamicTest> lint_refuses() {
    return rules().stream()
        .map(
            hostile ->
                DynamicTest.dynamicTest(
                    hostile.what(), () -> assertThat(lintOf(hostile)).isNotEmpty()));
  }

  /** As findings, or as faults that keep the file from being read at all. */
  private List<String> lintOf(Hostile hostile) throws IOException {
    Path pack = pack(hostile.file());
    try {
      return PackLint.lint(pack).stream()
          .filter(finding -> finding.place().file().endsWith("hostile.drl"))
          .filter(finding -> finding.code() != LintCode.UNUSED_IMPORT)
          .map(LintFindings.LintFinding::toString)
          .toList();
    } catch (PackException e) {
      return e.problems().stream().map(PackProblem::toString).toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> a_pack_that_holds_it_is_not_loaded() {
    return rules().stream()
        .map(hostile -> DynamicTest.dynamicTest(hostile.what(), () -> isNotLoaded(hostile)));
  }

  private void isNotLoaded(Hostile hostile) throws IOException {
    Path pack = pack(hostile.file());
    Path cache = temp.resolve("cache");
    PackException refusal =
        catchThrowableOfType(PackException.class, () -> new PackLoader(cache).load(pack));
    assertThat(refusal).isNotNull();
    assertThat(refusal.problems())
        .allSatisfy(
            problem -> {
              assertThat(problem.file()).endsWith("hostile.drl");
              assertThat(problem.line()).isPositive();
            });
    if (!hostile.header().startsWith("declare") && hostile.header().isEmpty()) {
      assertThat(refusal.problems()).anySatisfy(p -> assertThat(p.rule()).isEqualTo("hostile"));
    }
    // Nothing is kept but the lock for which jobs with the same pack take turns.
    assertThat(cache.toFile().list())
        .satisfiesAnyOf(
            kept -> assertThat(kept).isNull(),
            kept -> assertThat(kept).containsOnly("rungate.lock"));
  }

  @TestFactory
  Stream<DynamicTest> it_cannot_be_linked_when_it_is_compiled_anyway() {
    return rules().stream()
        .filter(Hostile::links)
        .map(
            hostile ->
                DynamicTest.dynamicTest(
                    hostile.what(),
                    () ->
                        assertThatThrownBy(
                                () ->
                                    ToyPack.compile(
                                        List.of(new RuleSource("hostile.drl", hostile.file()))))
                            .isInstanceOf(PackException.class)));
  }

  @Test
  void a_harmless_rule_in_its_place_is_loaded() throws Exception {
    Path pack = pack(new Hostile("", "", FLAG, CONCLUDES, false).file());
    assertThat(new PackLoader(temp.resolve("cache")).load(pack).rules()).hasSize(2);
    assertThat(PackLint.lint(pack)).isEmpty();
  }

  @Test
  void what_was_put_into_the_cache_by_others_is_not_run() throws Exception {
    Path pack = pack(new Hostile("", "", FLAG, CONCLUDES, false).file());
    Path cache = temp.resolve("cache");
    new PackLoader(cache).load(pack);
    Path entry;
    try (Stream<Path> entries = Files.list(cache)) {
      entry = entries.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
    }
    byte[] whole = Files.readAllBytes(entry);
    byte[] tampered = whole.clone();
    tampered[whole.length / 2] ^= 1;
    Files.write(entry, tampered);
    assertThat(new PackLoader(cache).load(pack).rules()).hasSize(2);
    assertThat(Files.readAllBytes(entry)).isNotEqualTo(tampered);
    Files.setPosixFilePermissions(entry, PosixFilePermissions.fromString("rw-rw-rw-"));
    new PackLoader(cache).load(pack);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(entry)))
        .isEqualTo("rw-------");
  }

  private Path pack(String hostile) {
    try {
      Path pack = Files.createTempDirectory(temp, "pack");
      Files.writeString(
          pack.resolve("pack.yaml"), "name: small\nversion: 1.0.0\nstatus: draft\nsays: Small.\n");
      Files.writeString(
          pack.resolve("fields.yaml"),
          """
          fields:
            name: { group: base, variable: RESULT_FILENAME }
            on: { group: base, variable: ON, type: boolean, yes: ["true"] }
          run-name: RESULT_FILENAME
          document:
            blocks:
              - keys: [on]
          """);
      Files.writeString(
          pack.resolve("contracts.drl"),
          """
          package small.contracts;

          import io.rungate.fact.Contract;
          import io.rungate.fact.Run;

          rule "every run owes the base variables"
            @why( "x" )
          when
            Run()
          then
            insertLogical( Contract.strict( "base" ) );
          end
          """);
      Files.writeString(pack.resolve("hostile.drl"), hostile);
      return pack;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
