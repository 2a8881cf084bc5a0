using System.Threading.Channels;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;

namespace Portal.Tests.Support;

/// <summary>Takes the jobs that are queued and runs none of them: a test sees what was asked for.</summary>
public sealed class RecordedJobs : IBackgroundJobClient
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly Channel<Type> _asked = Channel.CreateUnbounded<Type>();

    /// <summary>How many were queued and not looked at yet.</summary>
    public int Waiting => _asked.Reader.Count;

    /// <summary>The next one, as soon as it is queued.</summary>
    public Task<Type> NextAsync() =>
        _asked
            .Reader.ReadAsync(TestContext.Current.CancellationToken)
            .AsTask()
            .WaitAsync(s_patience, TestContext.Current.CancellationToken);

    public string Create(Job job, IState state)
    {
        _asked.Writer.TryWrite(job.Type);
        return "1";
    }

    public bool ChangeState(string jobId, IState state, string expectedState) => true;
}
