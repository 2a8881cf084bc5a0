using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Domain.Records;
using Portal.Health;

namespace Portal.Administration;

/// <summary>What the page of the portal's health shows.</summary>
/// <param name="Checks">Each health check, in their order.</param>
/// <param name="Doubtful">Each stream.</param>
internal sealed record HealthView(IReadOnlyList<CheckState> Checks, IReadOnlyList<DoubtfulCount> Doubtful);

/// <param name="Name">As in <c>/health/ready</c>.</param>
/// <param name="State">In order, to be looked at, or not working.</param>
/// <param name="Findings">What was found; none when the state says it all.</param>
internal sealed record CheckState(string Name, HealthStatus State, IReadOnlyList<HealthFinding> Findings);

/// <param name="Stream">Cases or appeals.</param>
/// <param name="Count">Doubtful records of the reader's units; one above the bound when there are more.</param>
internal sealed record DoubtfulCount(RecordStream Stream, long Count);
