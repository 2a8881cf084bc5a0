using Portal.Domain.Demonstration.World;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Demonstration.Cases;

/// <summary>Generates all records of the demonstration as their source systems would send them; the same in every run.</summary>
public static class DemonstrationRecords
{
    /// <summary>The parts in the order of their import, each in order of acceptance.</summary>
    public static IReadOnlyList<DemonstrationPart> Build(DistrictTime time)
    {
        var world = new DemonstrationWorld(time);
        return
        [
            new(RecordStream.Cases, new CentreCases(world, YearPlan.Reported).Build()),
            new(RecordStream.Cases, new StreetCases(world, YearPlan.Reported).Build()),
            new(RecordStream.Appeals, new OnlineAppeals(world).Build()),
            new(RecordStream.Appeals, new TransferredAppeals(world).Build()),
        ];
    }
}

/// <summary>Records of one stream and source.</summary>
public sealed record DemonstrationPart(RecordStream Stream, IReadOnlyList<RecordInput> Records);
