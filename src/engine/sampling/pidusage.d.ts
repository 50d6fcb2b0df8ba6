declare module 'pidusage' {
  interface Usage {
    /** resident bytes */
    memory: number;
  }
  function pidusage(pid: number): Promise<Usage>;
  namespace pidusage {
    function clear(): void;
  }
  export default pidusage;
}
