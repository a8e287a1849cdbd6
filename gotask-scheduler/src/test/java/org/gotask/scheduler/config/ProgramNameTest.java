package org.gotask.scheduler.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The name of the program in its help. */
class ProgramNameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        target/words-scheduler.jar --help | target/words-scheduler.jar | java -jar words-scheduler.jar
        /my apps/words.jar                | /my apps/words.jar         | java -jar words.jar
        words.jar --executor=a.jar        | words.jar                  | java -jar words.jar
        org.example.Words --executor=a.jar | a.jar:b.jar               | Words
        my.module/org.example.Words       | ''                         | Words
        Words                             | .                          | Words
        ''                                | ''                         | PROGRAM
        """)
    void isThatOfTheJarOrOfTheMainClass(String command, String classPath, String name) {
        assertThat(ProgramName.of(command, classPath)).isEqualTo(name);
    }
}
