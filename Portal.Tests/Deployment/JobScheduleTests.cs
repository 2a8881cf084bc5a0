using System.Diagnostics;
using Hangfire;
using Hangfire.Common;
using Hangfire.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Domain.Access.Keyring;
using Portal.Domain.Data;
using Portal.Domain.Intake.Batches;
using Portal.Jobs;
using Portal.Jobs.Running;
using Portal.Tests.Support;

namespace Portal.Tests.Deployment;

/// <summary>The schedule of the jobs goes on after the clock was ahead, and the program that runs it helps who asks.</summary>
public sealed class JobScheduleTests
{
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Else no reminder, report or mail would be sent until the clock is there again.</summary>
    [Theory, Databases]
    public async Task Schedule_PlannedWhileTheClockWasAhead_IsPlannedAnewWhenItIsBack(DatabaseKind kind)
    {
        var clock = new WatchedClock();
        await using var database = await TestDatabase.CreateAsync(
            kind,
            services =>
            {
                services.AddSingleton(new JobsOptions());
                services.AddSingleton(new ImportStoreOptions(Path.GetTempPath(), 1));
                services.AddSingleton(new KeyFileOptions(Path.Combine(Path.GetTempPath(), "no.key")));
                services.AddPortalJobs();
                services.AddSingleton<TimeProvider>(clock);
            }
        );
        var storage = database.Get<JobStorage>();
        database.Get<JobSchedule>().WriteTo(storage, database.Get<IRecurringJobManager>());
        PlanAhead(storage, 40 * s_day);
        var watch = database.Services.GetServices<IHostedService>().Single(s => s.GetType().Name == "ScheduleWatch");

        await watch.StartAsync(Token);
        clock.Advance(await clock.NextWaitAsync());
        await clock.NextWaitAsync();
        await watch.StopAsync(Token);

        using var connection = storage.GetConnection();
        var latest = TimeProvider.System.GetUtcNow().UtcDateTime + s_day;
        var planned = connection.GetRecurringJobs();
        Assert.Equal(JobSchedule.Names.Order(StringComparer.Ordinal), planned.Select(job => job.Id).Order(StringComparer.Ordinal));
        Assert.All(planned, job => Assert.True(job.NextExecution <= latest, $"{job.Id} runs at {job.NextExecution:u}"));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("--Portal:Demo=true", "--help")]
    [Needs(Resource.Process)]
    public async Task Program_AskedForHelp_StartsNothing(params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("portal-jobs-help-");
        var start = new ProcessStartInfo(
            "dotnet",
            [
                PortalProcess
                    .Binary.Replace("Portal/bin", "Portal.Jobs/bin", StringComparison.Ordinal)
                    .Replace("Portal.dll", "Portal.Jobs.dll", StringComparison.Ordinal),
                .. arguments,
                $"--ConnectionStrings:Portal=Data Source={folder.FullName}/portal.db",
            ]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment["DOTNET_ENVIRONMENT"] = "Development"; // where a missing database is made
        using var process = Process.Start(start)!;
        try
        {
            var said = await process.StandardOutput.ReadToEndAsync(Token).WaitAsync(TimeSpan.FromSeconds(60), Token);
            Assert.Contains("jobs", said, StringComparison.Ordinal);
            await process.WaitForExitAsync(Token);
            Assert.Equal(0, process.ExitCode);
            Assert.Empty(folder.EnumerateFileSystemInfos());
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
            folder.Delete(recursive: true);
        }
    }

    /// <summary>As the queue stands when its next runs were planned so far ahead.</summary>
    private static void PlanAhead(JobStorage storage, TimeSpan ahead)
    {
        var next = TimeProvider.System.GetUtcNow().UtcDateTime + ahead;
        using var connection = storage.GetConnection();
        using var transaction = connection.CreateWriteTransaction();
        foreach (var name in JobSchedule.Names)
        {
            transaction.SetRangeInHash(
                $"recurring-job:{name}",
                [
                    new("LastExecution", JobHelper.SerializeDateTime(next.AddMinutes(-1))),
                    new("NextExecution", JobHelper.SerializeDateTime(next)),
                ]
            );
            transaction.AddToSet("recurring-jobs", name, JobHelper.ToTimestamp(next));
        }
        transaction.Commit();
    }
}
