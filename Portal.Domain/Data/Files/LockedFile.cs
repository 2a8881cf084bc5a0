namespace Portal.Domain.Data.Files;

/// <summary>Tells a file that another process holds from any other failure to open it, such as a disk that is read-only.</summary>
internal static class LockedFile
{
    private const int WouldBlock = 11;
    private const int WouldBlockOnMac = 35;
    private const int SharingViolation = unchecked((int)0x80070020);

    public static bool Is(IOException error) => error.HResult is WouldBlock or WouldBlockOnMac or SharingViolation;
}
