using System.Diagnostics;
using System.Globalization;

namespace Portal.Tests.Fuzzing;

/// <summary>Checks that each answer to a changed request is one that its sender can use, in time; counts them.</summary>
internal sealed class AnswerCheck
{
    private const long LargestAnswer = 8L << 20;
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, int> _counts = [];
    private TimeSpan _slowest;

    /// <summary>Sends a request and reads the whole answer.</summary>
    /// <returns>What was wrong with the answer; null for nothing.</returns>
    public async Task<string?> FaultAsync(HttpClient client, HttpRequestMessage request, CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        using var answer = await client.SendAsync(request, stop);
        var body = await answer.Content.ReadAsStringAsync(stop);
        var took = Stopwatch.GetElapsedTime(began);
        lock (_gate)
        {
            _counts[(int)answer.StatusCode] = _counts.GetValueOrDefault((int)answer.StatusCode) + 1;
            _slowest = took > _slowest ? took : _slowest;
        }
        return (int)answer.StatusCode >= 500 ? $"{(int)answer.StatusCode} {body[..Math.Min(body.Length, 300)]}"
            : took > s_longest ? $"took {took.TotalSeconds:F1} s"
            : body.Length > LargestAnswer ? $"answered {body.Length} characters"
            : body.Contains("   at Portal.", StringComparison.Ordinal) ? "shows a stack trace"
            : null;
    }

    /// <summary>How many answers had which status, and the slowest.</summary>
    public override string ToString()
    {
        lock (_gate)
        {
            return string.Join(", ", _counts.Select(c => $"{c.Value} × {c.Key}"))
                + string.Create(CultureInfo.InvariantCulture, $"; slowest {_slowest.TotalMilliseconds:F0} ms");
        }
    }
}
