using System.Diagnostics;
using System.Globalization;
using PolicyKit.Benchmarks.Workloads;

namespace PolicyKit.Benchmarks.Headline;

/// <summary><c>--ndjson COUNT</c>: judges a stream of Pods line by line, beside one Pod judged as often; and what memory it takes.</summary>
internal static class StreamRun
{
    private const int LongestLine = 1 << 16;
    private const double Megabyte = 1 << 20;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(3);

    public static int Run(int count)
    {
        PolicyProgram program = RestrictedWorkload.Compile();
        byte[] pod = SamplePods.Stored;
        var single = new Scenario("single", () => program.Evaluate(pod).PoliciesMatched);
        Interleaved.TimeFor(single, s_warmUp);
        long start = Stopwatch.GetTimestamp();
        int allowed = Judge(program, new PodStream(count));
        double each = Stopwatch.GetElapsedTime(start).TotalNanoseconds / count;
        if (allowed != count) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{allowed} of {count} Pods are allowed"));
        Console.WriteLine(new Figure($"ndjson: {count} Pods, µs each", each / 1000));
        Console.WriteLine(new Figure("ndjson: time of a Pod ÷ that of one Pod again and again", each / Interleaved.TimeFor(single, s_warmUp)));
        Console.WriteLine(new Figure("ndjson: peak working set, MB", Process.GetCurrentProcess().PeakWorkingSet64 / Megabyte, Target: 200));
        return 0;
    }

    private static int Judge(PolicyProgram program, Stream pods)
    {
        byte[] buffer = new byte[LongestLine];
        int held = 0;
        int allowed = 0;
        while (pods.Read(buffer, held, buffer.Length - held) is > 0 and var read)
        {
            held += read;
            int start = 0;
            while (buffer.AsSpan(start, held - start).IndexOf((byte)'\n') is >= 0 and var length)
            {
                if (program.Evaluate(buffer.AsSpan(start, length)).Outcome == Outcome.Allow) allowed++;
                start += length + 1;
            }
            buffer.AsSpan(start, held - start).CopyTo(buffer);
            held -= start;
        }
        return allowed;
    }
}
