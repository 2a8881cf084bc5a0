using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Domain.Intake.Watched;

namespace Portal.Health;

/// <summary>Checks that the files of the watched folders are imported, as the processes that look into them last found.</summary>
internal sealed class FoldersHealth(WatchedFolderOptions options, FolderStates states) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var problems = await states.ProblemsAsync(options.Folders, cancellationToken);
        return problems.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(
                string.Join(' ', problems.Select(p => $"Watched folder {p.Folder.Name}: {FolderProblems.Text(p.Folder, p.Problem)}")),
                data: HealthDetails.Of([
                    .. problems
                        .GroupBy(p => p.Problem, p => p.Folder.Name)
                        .OrderBy(folders => folders.Key)
                        .Select(folders => new HealthFinding($"finding.{folders.Key}", string.Join(", ", folders))),
                ])
            );
    }
}
