package io.rungate.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

  @Test
  void the_programs_version_is_that_of_the_build_file() throws IOException {
    Matcher version =
        Pattern.compile("<artifactId>rungate</artifactId>\\s*<version>(.*?)</version>")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(version.find()).isTrue();
    assertThat(Version.PROGRAM).isEqualTo(version.group(1));
  }

  /**
   * Compiled rules are kept under this version: a wrong one would load them into another engine.
   */
  @Test
  void the_version_of_the_rules_engine_is_that_of_its_jar() throws IOException {
    Properties jar = new Properties();
    try (InputStream in =
        getClass().getResourceAsStream("/META-INF/maven/org.drools/drools-core/pom.properties")) {
      jar.load(in);
    }
    assertThat(Version.ENGINE).isEqualTo(jar.getProperty("version"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.1", "0.2", "0.2.0", "0.1.9", " 0.2 "})
  void a_pack_that_needs_this_version_or_an_older_one_is_covered(String needed) {
    assertThat(Version.covers(needed)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "0.3", "0.2.1", "0.2.0.1", "", "x", "0.x"})
  void a_pack_that_needs_a_newer_version_or_makes_no_sense_is_not(String needed) {
    assertThat(Version.covers(needed)).isFalse();
  }
}
