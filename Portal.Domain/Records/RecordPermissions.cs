using Portal.Domain.Access;

namespace Portal.Domain.Records;

/// <summary>Which permissions the records of a stream need.</summary>
public static class RecordPermissions
{
    public static string Read(RecordStream stream) => stream == RecordStream.Cases ? Permissions.CasesRead : Permissions.AppealsRead;

    public static string Write(RecordStream stream) => stream == RecordStream.Cases ? Permissions.CasesWrite : Permissions.AppealsWrite;
}
