package io.aftercall.bench;

import io.aftercall.call.CallReader;
import io.aftercall.call.ReadResult;
import io.aftercall.config.Problem;
import io.aftercall.config.Sources;
import io.aftercall.config.Workspace;
import io.aftercall.config.WorkspaceFile;
import io.aftercall.config.WorkspaceFolder;
import io.aftercall.mapping.Mapping;
import io.aftercall.mapping.MappingResult;
import io.aftercall.mapping.Mappings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * How many records a second one core makes by a shipped mapping, of the shipped sample calls in
 * turn. Arguments are those of JMH: {@code -p mapping=call-log}, {@code -prof gc}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgs = "-Xmx512m")
public class MappingBench {
  @Param("salesforce-lead")
  String mapping;

  private Mapping rules;
  private ReadResult.Read[] calls;
  private int next;

  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    new Runner(
            new OptionsBuilder()
                .parent(new CommandLineOptions(args))
                .include(MappingBench.class.getSimpleName())
                .build())
        .run();
  }

  @Setup
  public void read() {
    List<Problem> problems = new ArrayList<>();
    Workspace shipped = Workspace.read(Path.of(""));
    rules = Mappings.load(shipped, problems).find(mapping).orElseThrow();
    Sources sources = Sources.load(shipped, name -> "x", problems);
    if (!problems.isEmpty()) {
      throw new IllegalStateException(problems.toString());
    }
    CallReader reader = new CallReader(sources.find("famulor").orElseThrow().rules());
    List<ReadResult.Read> read = new ArrayList<>();
    for (WorkspaceFile file : shipped.in(WorkspaceFolder.SAMPLES)) {
      if (reader.read(file.text().getBytes(StandardCharsets.UTF_8), 1)
              instanceof ReadResult.Read one
          && one.call().path("kind").asText().equals("call")) {
        read.add(one);
      }
    }
    calls = read.toArray(ReadResult.Read[]::new);
  }

  @Benchmark
  public MappingResult record() {
    next = next + 1 == calls.length ? 0 : next + 1;
    return rules.apply(calls[next].call());
  }
}
